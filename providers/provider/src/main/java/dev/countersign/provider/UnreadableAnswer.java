package dev.countersign.provider;

/** AWS answered with a record that does not say what it is about: that is no sight of anything. */
public final class UnreadableAnswer extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** No stack: nothing here is at fault. */
  public UnreadableAnswer() {
    super("AWS answered without saying what it is about", null, false, false);
  }
}
