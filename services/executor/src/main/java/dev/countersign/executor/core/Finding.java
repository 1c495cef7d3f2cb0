package dev.countersign.executor.core;

/** What the crash probe says: did the effect of an unanswered call happen? */
public enum Finding {
  /** It did. */
  HAPPENED,
  /** It has not, as of this look. It still may, as long as the attempt's credentials live. */
  ABSENT,
  /** RDS keeps nothing that would prove it either way. */
  UNDECIDED
}
