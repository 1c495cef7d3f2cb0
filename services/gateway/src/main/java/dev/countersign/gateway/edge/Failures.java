package dev.countersign.gateway.edge;

import dev.countersign.gateway.problem.Problem;
import dev.countersign.gateway.problem.ProblemType;
import dev.countersign.gateway.settings.OutcomeUnknown;
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
          "The token is not valid: it is expired or not valid yet, or not made for this service.");
    }
    if (failure instanceof OutcomeUnknown unknown) {
      return unknown(unknown);
    }
    if (unavailable(failure)) {
      LOG.warn("the database cannot be reached or does not answer", failure);
      return Reply.problem(
              Problem.of(
                      ProblemType.TEMPORARILY_UNAVAILABLE,
                      "The database does not answer right now. Nothing was stored.")
                  .nextStep("Try again in a few seconds."))
          .header("Retry-After", "2");
    }
    LOG.error("a bug", failure);
    return Reply.problem(
        Problem.of(
                ProblemType.INTERNAL_ERROR,
                "The request met an error that is ours. It has been logged.")
            .nextStep("Tell us the correlation id."));
  }

  private static Reply.Trouble unknown(OutcomeUnknown failure) {
    LOG.warn("the database has not said whether a change is stored", failure);
    var path = "/api/operations/" + failure.operationId();
    return Reply.problem(
            Problem.of(
                    ProblemType.OUTCOME_UNKNOWN,
                    "The database has not answered in time. What you asked for may be stored by"
                        + " now, or later, or not at all.")
                .nextStep(
                    "Send the same request with the same Idempotency-Key: it finds what was stored,"
                        + " and cannot be stored twice. Without a key do not repeat it before GET "
                        + path
                        + " has told: it shows the operation once it is stored.")
                .with("operation_id", failure.operationId()))
        .header("Location", path)
        .header("Retry-After", "2");
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
