package dev.countersign.chassis.http;

/** Ends a request with a problem. What went wrong is the client's to know, so there is no trace. */
public final class ProblemFound extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  ProblemFound(Problem problem) {
    super(problem.slug() + ": " + problem.detail(), null, false, false);
    this.problem = problem;
  }

  /** What is answered. */
  public Problem problem() {
    return problem;
  }
}
