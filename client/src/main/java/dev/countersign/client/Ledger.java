package dev.countersign.client;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ledger, as the gateway passes it on. */
public final class Ledger {
  private final Calls calls;

  Ledger(Calls calls) {
    this.calls = calls;
  }

  /** Oldest first. */
  public Stream<LedgerEntry> entries(LedgerQuestion question) {
    return calls.list(
        Endpoint.ENTRIES.query(question),
        Entries.class,
        page -> new Pages.Page<>(page.entries(), page.nextCursor()));
  }

  public LedgerEntry entry(long index) {
    return calls.get(Endpoint.ENTRY.path(index), LedgerEntry.class);
  }

  /** The exact bytes that are hashed. */
  public byte[] bytes(long index) {
    return calls.get(Endpoint.ENTRY_BYTES.path(index)).content();
  }

  /** Content that was too large for its entry. */
  public byte[] content(long index) {
    return calls.get(Endpoint.ENTRY_CONTENT.path(index)).content();
  }

  /** The newest checkpoint, a C2SP signed note. */
  public String checkpoint() {
    return calls.get(Endpoint.CHECKPOINT.template()).text();
  }

  /** The verifier key. Compare it with one that you got another way. */
  public String key() {
    return calls.get(Endpoint.KEY.template()).text().strip();
  }

  /**
   * A tile of the tree or of its entries, by its C2SP path, for example {@code entries/000.p/5}.
   */
  public byte[] tile(String path) {
    return calls.get(Endpoint.TILE.template().replace("{tile}", path)).content();
  }

  /**
   * @param size of the tree; null for the newest
   */
  public InclusionProof inclusion(long index, @Nullable Long size) {
    return calls.get(Endpoint.INCLUSION.query(new InTree(index, size)), InclusionProof.class);
  }

  /**
   * @param to the size of the later tree; null for the newest
   */
  public ConsistencyProof consistency(long from, @Nullable Long to) {
    return calls.get(Endpoint.CONSISTENCY.query(new Between(from, to)), ConsistencyProof.class);
  }

  public LedgerHealth health() {
    return calls.get(Endpoint.LEDGER_HEALTH.template(), LedgerHealth.class);
  }

  record Entries(List<LedgerEntry> entries, @Nullable String nextCursor) {}

  record InTree(long index, @Nullable Long size) {}

  record Between(long from, @Nullable Long to) {}
}
