package dev.countersign.gateway.settings;

import dev.countersign.chassis.http.Problem;
import dev.countersign.chassis.http.ProblemFound;
import dev.countersign.chassis.http.ProblemType;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import org.jboss.logging.Logger;

/** How long a client is kept waiting for the database. */
@ApplicationScoped
public class DatabasePatience {
  private static final Logger LOG = Logger.getLogger(DatabasePatience.class);

  private final Duration patience;

  @Inject
  DatabasePatience(GatewaySettings settings) {
    this.patience = settings.databaseTimeout();
  }

  /**
   * A change that is stored, or failed for certain, or nobody knows: the work goes on after the
   * time-out, and a connection that breaks in the commit does not tell on which side of it.
   *
   * @param operationId the operation that the change is about
   */
  public <T> Uni<T> stored(String operationId, Uni<T> work) {
    return bounded(work)
        .onFailure(DatabasePatience::unknown)
        .transform(fault -> unknown(operationId, fault));
  }

  private static boolean unknown(Throwable fault) {
    if (fault instanceof ConnectException) {
      return false;
    }
    return fault instanceof PgException pg
        ? unknown(String.valueOf(pg.getSqlState()))
        : fault instanceof TimeoutException
            || fault instanceof IOException
            || fault instanceof VertxException
            || fault instanceof io.vertx.core.impl.NoStackTraceThrowable;
  }

  /** An error that the database answers with undoes the transaction, unless the session ends. */
  private static boolean unknown(String sqlState) {
    return sqlState.startsWith("08") || sqlState.startsWith("57P") && !sqlState.equals("57P03");
  }

  private static ProblemFound unknown(String operationId, Throwable fault) {
    LOG.warnf(fault, "the database has not said whether a change of %s is stored", operationId);
    var path = "/api/operations/" + operationId;
    return Problem.of(
            ProblemType.OUTCOME_UNKNOWN,
            "The database has not answered in time. What you asked for may be stored by now, or"
                + " later, or not at all.")
        .nextStep(
            "Send the same request with the same Idempotency-Key: it finds what was stored, and"
                + " cannot be stored twice. Without a key do not repeat it before GET "
                + path
                + " has told: it shows the operation once it is stored.")
        .with("operation_id", operationId)
        .header("Location", path)
        .retryAfter(2)
        .found();
  }

  /**
   * The work, or a time-out. The work itself goes on to its end: a transaction that is cut off in
   * its commit would leave its connection in an unknown state.
   */
  public <T> Uni<T> bounded(Uni<T> work) {
    return work.memoize().indefinitely().ifNoItem().after(patience).fail();
  }
}
