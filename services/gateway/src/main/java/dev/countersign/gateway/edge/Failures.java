package dev.countersign.gateway.edge;

import dev.countersign.gateway.problem.Problem;
import dev.countersign.gateway.problem.ProblemType;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import org.jboss.logging.Logger;

/** What a client is told when something broke. The cause goes to the log, and no further. */
final class Failures {
  private static final Logger LOG = Logger.getLogger(Failures.class);

  static Reply.Trouble reply(Throwable failure) {
    if (failure instanceof AuthenticationFailedException) {
      return unauthenticated(
          "The token is not valid: it is expired, or not made for this service.");
    }
    if (unavailable(failure)) {
      LOG.warn("the database cannot be reached or does not answer", failure);
      return Reply.problem(
              Problem.of(
                      ProblemType.TEMPORARILY_UNAVAILABLE,
                      "The request could not be stored or read right now.")
                  .nextStep(
                      "Try again in a few seconds. Use an Idempotency-Key, so that a repeat cannot"
                          + " become a second operation."))
          .header("Retry-After", "2");
    }
    LOG.error("a bug", failure);
    return Reply.problem(
        Problem.of(
                ProblemType.INTERNAL_ERROR,
                "The request met an error that is ours. It has been logged.")
            .nextStep("Tell us the correlation id."));
  }

  static Reply.Trouble unauthenticated(String detail) {
    return Reply.problem(
            Problem.of(ProblemType.UNAUTHENTICATED, detail)
                .nextStep("Send the header Authorization: Bearer <token> with a fresh token."))
        .header("WWW-Authenticate", "Bearer");
  }

  private static boolean unavailable(Throwable failure) {
    return failure instanceof TimeoutException
        || failure instanceof IOException
        // Connection closed under a query; pool exhausted.
        || failure instanceof VertxException
        || failure instanceof io.vertx.core.impl.NoStackTraceThrowable
        || failure instanceof PgException pg && unavailable(String.valueOf(pg.getSqlState()));
  }

  /** Connection, resources, operator intervention; serialization and deadlock, which pass. */
  private static boolean unavailable(String sqlState) {
    return sqlState.startsWith("08")
        || sqlState.startsWith("53")
        || sqlState.startsWith("57")
        || sqlState.startsWith("40");
  }

  private Failures() {}
}
