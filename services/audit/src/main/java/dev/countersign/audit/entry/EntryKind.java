package dev.countersign.audit.entry;

import java.util.Locale;

/** What an entry records. */
public enum EntryKind {
  /** An event, as its writer meant it. */
  EVENT,
  /** Another event under the source and id of one that is in the ledger already. */
  CONFLICT,
  /** A record that is no event of ours, whole. */
  UNREADABLE,
  /** Something that the ledger itself noticed, for example that records are missing. */
  ALARM;

  /** For example {@code event}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
