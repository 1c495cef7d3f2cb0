package dev.countersign.chaos.judgement;

/** What operations are counted as. All but the first must be 0. */
public enum Count {
  /** What became of it could not be established. That may be so. */
  INDETERMINATE("indeterminate"),

  /** Nobody was in the way, and still it was not established. */
  ESTABLISHABLE("indeterminate, and could have been established"),

  LOST("lost"),
  DOUBLED("doubled"),
  UNAPPROVED("unapproved"),

  /** Its effect came while another operation was under way that it has to wait for. */
  OVERLAPPED("overlapped"),
  FALSE_SUCCEEDED("false_succeeded"),
  FALSE_FAILED("false_failed"),
  UNRESOLVED("unresolved");

  private final String title;

  Count(String title) {
    this.title = title;
  }

  /** As it is printed. */
  public String title() {
    return title;
  }

  /** Whether there must be none. */
  public boolean isWrong() {
    return this != INDETERMINATE;
  }
}
