package dev.countersign.provider.operation;

/** What the crash probe says: did the effect of an unanswered call happen? */
public enum Finding {
  /** It did. */
  HAPPENED,
  /**
   * It has not, as of this look: the service shows what it can only show without the effect. That
   * something is not shown is not enough. It still may happen, as long as the attempt's credentials
   * live.
   */
  ABSENT,
  /**
   * It has not, and never will: what the call was made for, a version of the resource, is gone, and
   * another than this call has replaced it. That somebody else's version is there now does not say
   * so: ours may have been there in between.
   */
  NEVER,
  /** What the service shows proves it neither way. */
  UNDECIDED
}
