package dev.countersign.audit.entry;

import dev.countersign.audit.tree.Hash;
import org.jspecify.annotations.Nullable;

/**
 * What is appended.
 *
 * @param bytes what is hashed and never changes
 * @param detached content too large for the entry, which carries its hash instead
 * @param origin the record that it came from; null for an alarm that is about none
 */
public record Entry(
    EntryKind kind,
    byte[] bytes,
    byte @Nullable [] detached,
    @Nullable Origin origin,
    Facts facts) {
  /** The largest entry that the tiles' format can carry, in bytes. */
  public static final int MAX_LENGTH = 65_535;

  /**
   * @param subject of the event; empty for a record that is none
   * @param sequence per source and subject; 0 where a source does not number
   * @param correlationId of the event; null for a record that is none
   */
  public record Origin(
      LedgerRecord.Position position,
      Identity identity,
      String subject,
      long sequence,
      @Nullable String correlationId) {}

  /** Its leaf in the tree. */
  public Hash leaf() {
    return Hash.ofLeaf(bytes);
  }
}
