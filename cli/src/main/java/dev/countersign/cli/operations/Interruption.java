package dev.countersign.cli.operations;

/** Says, when the program is interrupted, what goes on without it. */
public final class Interruption implements AutoCloseable {
  private final Thread hook;

  private Interruption(Thread hook) {
    this.hook = hook;
  }

  /** Until it is closed. The program itself then ends with 130. */
  public static Interruption says(Runnable words) {
    var hook = new Thread(words, "interrupted");
    Runtime.getRuntime().addShutdownHook(hook);
    return new Interruption(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException beingInterrupted) {
      // Its words are being said.
    }
  }
}
