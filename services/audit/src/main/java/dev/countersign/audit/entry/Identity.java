package dev.countersign.audit.entry;

import dev.countersign.audit.tree.Hash;

/**
 * What an entry is appended once for. An event is known by source and id; the content belongs to
 * it, so that another event under a known id is not mistaken for a repetition.
 *
 * @param source the CloudEvents source, or empty for a record that does not tell
 * @param eventId the CloudEvents id, or the position of a record that does not tell
 * @param content {@link LedgerRecord#contentHash}
 */
public record Identity(String source, String eventId, Hash content) {
  /** Whether services know it by this name, and wait for its acknowledgement. */
  public boolean named() {
    return !source.isEmpty();
  }
}
