package dev.countersign.cli.outcome;

/** What this program has to say itself, as the API says it in a problem document. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exit;
  private final String nextStep;

  /**
   * @param nextStep what to do; empty where the message says it
   */
  public Failure(ExitCode exit, String message, String nextStep) {
    super(message);
    this.exit = exit;
    this.nextStep = nextStep;
  }

  public static Failure usage(String message) {
    return new Failure(ExitCode.USAGE, message, "");
  }

  public ExitCode exit() {
    return exit;
  }

  public String message() {
    return String.valueOf(getMessage());
  }

  public String nextStep() {
    return nextStep;
  }
}
