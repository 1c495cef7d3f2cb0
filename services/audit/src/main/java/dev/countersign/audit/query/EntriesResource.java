package dev.countersign.audit.query;

import dev.countersign.chassis.http.Answers;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the ledger holds. */
@Authenticated
@Path("/api/ledger/entries")
@Produces(MediaType.APPLICATION_JSON)
public class EntriesResource {
  private static final String ONE =
      """
      select e.index, e.kind, e.leaf_hash, e.recorded_at, b.bytes
      from entries e join bodies b on b.index = e.index and b.recorded_at = e.recorded_at
      where e.index = $1
      """;

  private static final String CONTENT =
      """
      select b.detached
      from entries e join bodies b on b.index = e.index and b.recorded_at = e.recorded_at
      where e.index = $1
      """;

  private final Pool pool;
  private final LedgerReads reads;

  @Inject
  EntriesResource(Pool pool, LedgerReads reads) {
    this.pool = pool;
    this.reads = reads;
  }

  /**
   * @param nextCursor for the question after this one; absent at the end
   */
  record Page(List<EntryRow> entries, @Nullable String nextCursor) {}

  /** Entries, oldest first. */
  @GET
  public Uni<Page> search(@Context UriInfo uri, @Context RoutingContext http) {
    var question = EntryQuestion.of(uri);
    Answers.about(http, question.operation());
    return reads.page(() -> EntrySearch.find(pool, question).map(EntriesResource::page));
  }

  /** One entry. */
  @GET
  @Path("{index}")
  public Uni<EntryRow> one(@PathParam("index") String index) {
    return row(ONE, index).map(EntryRow::of);
  }

  /** The entry's exact bytes: what its leaf hash is over. */
  @GET
  @Path("{index}/bytes")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  public Uni<byte[]> bytes(@PathParam("index") String index) {
    return row(ONE, index).map(row -> row.get(Buffer.class, "bytes").getBytes());
  }

  /** The content that was too large for the entry, which has its hash. */
  @GET
  @Path("{index}/content")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  public Uni<byte[]> content(@PathParam("index") String index) {
    return reads.page(() -> row(CONTENT, index).map(row -> content(row, index)));
  }

  private static byte[] content(Row row, String index) {
    var detached = row.get(Buffer.class, "detached");
    if (detached == null) {
      throw Refusals.notInLedger("Entry " + index + " carries all of its content itself.");
    }
    return detached.getBytes();
  }

  private Uni<Row> row(String sql, String index) {
    long number = Numbers.read("index", index);
    return pool.preparedQuery(sql).execute(Tuple.of(number)).map(rows -> only(rows, number));
  }

  private static Row only(RowSet<Row> rows, long index) {
    for (var row : rows) {
      return row;
    }
    throw Refusals.notInLedger("The ledger has no entry " + index + ", or its retention is over.");
  }

  private static Page page(EntrySearch.Found found) {
    var entries = found.entries();
    return new Page(
        entries, found.more() ? EntryQuestion.cursorAfter(entries.getLast().index()) : null);
  }
}
