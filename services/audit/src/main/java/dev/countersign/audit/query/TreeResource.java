package dev.countersign.audit.query;

import dev.countersign.audit.checkpoint.SigningKey;
import dev.countersign.audit.store.LedgerReader;
import dev.countersign.audit.store.StoredCheckpoint;
import dev.countersign.audit.tree.Hash;
import dev.countersign.audit.tree.NodeId;
import dev.countersign.audit.tree.Proof;
import dev.countersign.audit.tree.Range;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the ledger promises, and the proofs of it. */
@Authenticated
@Path("/api/ledger")
public class TreeResource {
  private final Pool pool;
  private final SigningKey signer;

  @Inject
  TreeResource(Pool pool, SigningKey signer) {
    this.pool = pool;
    this.signer = signer;
  }

  /** All hashes base64. */
  record InclusionProof(
      long index, long size, String leafHash, String rootHash, List<String> hashes) {}

  /** All hashes base64. */
  record ConsistencyProof(
      long from, long to, String fromRootHash, String toRootHash, List<String> hashes) {}

  /** The newest checkpoint, as a signed note. */
  @GET
  @Path("checkpoint")
  @Produces("text/plain; charset=utf-8")
  public Uni<String> checkpoint() {
    return newest().map(StoredCheckpoint::note);
  }

  /** What checkpoints are verified with. Compare it with one that you got another way. */
  @GET
  @Path("key")
  @Produces(MediaType.TEXT_PLAIN)
  public String key() {
    return signer.get().verifier().vkey() + '\n';
  }

  /** That the ledger of a size (by default the newest) has an entry. */
  @GET
  @Path("proofs/inclusion")
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<InclusionProof> inclusion(
      @QueryParam("index") @Nullable String indexText,
      @QueryParam("size") @Nullable String sizeText) {
    long index = Numbers.read("index", indexText);
    return size("size", sizeText)
        .chain(size -> {
          if (index >= size) {
            throw Refusals.badParameter("index", "is below the size, " + size);
          }
          var leaf = new Range(index, index + 1);
          var proof = Proof.inclusion(index, size);
          return hashes(Stream.concat(Stream.of(leaf, new Range(0, size)), proof.stream()))
              .map(hash ->
                  new InclusionProof(
                      index,
                      size,
                      hash.apply(leaf),
                      hash.apply(new Range(0, size)),
                      proof.stream().map(hash).toList()));
        });
  }

  /** That the ledger of one size is the beginning of that of another (by default the newest). */
  @GET
  @Path("proofs/consistency")
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<ConsistencyProof> consistency(
      @QueryParam("from") @Nullable String fromText, @QueryParam("to") @Nullable String toText) {
    long from = Numbers.read("from", fromText);
    return size("to", toText)
        .chain(to -> {
          if (from < 1 || from > to) {
            throw Refusals.badParameter("from", "is a size from 1 to " + to);
          }
          var proof = Proof.consistency(from, to);
          var ends = Stream.of(new Range(0, from), new Range(0, to));
          return hashes(Stream.concat(ends, proof.stream()))
              .map(hash ->
                  new ConsistencyProof(
                      from,
                      to,
                      hash.apply(new Range(0, from)),
                      hash.apply(new Range(0, to)),
                      proof.stream().map(hash).toList()));
        });
  }

  private Uni<StoredCheckpoint> newest() {
    return LedgerReader.newestCheckpoint(pool)
        .map(found -> found.orElseThrow(() -> Refusals.notInLedger("The ledger is still empty.")));
  }

  private Uni<Long> size(String field, @Nullable String text) {
    return newest()
        .map(newest -> {
          long size = text == null ? newest.size() : Numbers.read(field, text);
          if (size > newest.size()) {
            throw Refusals.badParameter(field, "is at most " + newest.size());
          }
          return size;
        });
  }

  private Uni<Function<Range, String>> hashes(Stream<Range> ranges) {
    Collection<NodeId> wanted = ranges.flatMap(range -> range.nodes().stream()).distinct().toList();
    return LedgerReader.nodes(pool, wanted).map(nodes -> range -> base64(range, nodes));
  }

  private static String base64(Range range, Map<NodeId, Hash> nodes) {
    return range
        .hash(id ->
            Optional.ofNullable(nodes.get(id))
                .orElseThrow(() -> new IllegalStateException("a node is missing: " + id)))
        .base64();
  }
}
