package dev.countersign.gateway.submission;

import dev.countersign.chassis.http.Problem;
import dev.countersign.chassis.http.ProblemFound;
import dev.countersign.chassis.http.ProblemType;
import dev.countersign.gateway.settings.GatewaySettings;
import dev.countersign.gateway.submission.core.IdempotencyKey;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Which requests were made under which key. Keys are each requester's own. */
@ApplicationScoped
class Idempotency {
  private static final Logger LOG = Logger.getLogger(Idempotency.class);
  private static final Duration AT_LEAST = Duration.ofHours(24);
  private static final Duration CLEANING = Duration.ofHours(1);

  // Two statements on purpose: the second one sees what was committed before the lock was free.
  private static final String LOCK =
      "select pg_try_advisory_xact_lock(hashtextextended($1 || chr(10) || $2, 0))";
  private static final String FIND =
      "select request_hash, operation_id from idempotency where requester = $1 and key = $2";

  private static final String INSERT =
      """
      insert into idempotency (requester, key, request_hash, operation_id) values ($1, $2, $3, $4)
      """;

  private static final int AT_ONCE = 1000;

  private static final String FORGET =
      """
      delete from idempotency where (requester, key) in (
        select requester, key from idempotency
        where created_at < now() - make_interval(secs => $1) order by created_at limit
      """
          + AT_ONCE
          + ")";

  private final Pool pool;
  private final Duration retention;

  @Inject
  Idempotency(Pool pool, GatewaySettings settings) {
    this.pool = pool;
    this.retention = settings.idempotencyRetention();
    if (retention.compareTo(AT_LEAST) < 0) {
      throw new IllegalArgumentException(
          "countersign.gateway.idempotency-retention has to be at least " + AT_LEAST);
    }
  }

  /**
   * The operation that the key already stands for; empty when it is new, and this transaction's
   * from now on. Fails with a problem where it stands for something else, or nobody knows yet.
   */
  Uni<Optional<String>> earlier(SqlClient sql, String requester, IdempotencyKey key, String hash) {
    var names = Tuple.of(requester, key.value());
    return sql.preparedQuery(LOCK)
        .execute(names)
        .chain(locked -> {
          if (!locked.iterator().next().getBoolean(0)) {
            throw inFlight();
          }
          return sql.preparedQuery(FIND).execute(names);
        })
        .map(rows -> {
          for (var row : rows) {
            return Optional.of(same(row.getString(0), row.getString(1), hash));
          }
          return Optional.empty();
        });
  }

  /** Remembers the key with its operation. */
  Uni<Void> remember(
      SqlClient sql, String requester, IdempotencyKey key, String hash, String operationId) {
    return sql.preparedQuery(INSERT)
        .execute(Tuple.of(requester, key.value(), hash, operationId))
        .replaceWithVoid();
  }

  void forgetFromTimeToTime(@Observes StartupEvent started, Vertx vertx) {
    vertx.setPeriodic(
        CLEANING.toMillis(),
        _ ->
            forget()
                .subscribe()
                .with(_ -> {}, e -> LOG.warn("old idempotency keys could not be removed", e)));
  }

  /** Removes what is old, in small transactions, until there is none left. */
  Uni<Void> forget() {
    return pool.preparedQuery(FORGET)
        .execute(Tuple.of((double) retention.toSeconds()))
        .chain(rows -> rows.rowCount() < AT_ONCE ? Uni.createFrom().voidItem() : forget());
  }

  private static String same(String storedHash, String operationId, String hash) {
    if (storedHash.equals(hash)) {
      return operationId;
    }
    throw Problem.of(
            ProblemType.IDEMPOTENCY_KEY_REUSED,
            "This Idempotency-Key stands for a request with another body.")
        .nextStep("Use a new key for a new request.")
        .with("operation_id", operationId)
        .found();
  }

  private static ProblemFound inFlight() {
    return Problem.of(
            ProblemType.IDEMPOTENCY_IN_FLIGHT,
            "Another request with this Idempotency-Key is being stored at this moment.")
        .nextStep("Send it again in a second; you will get the same operation.")
        .retryAfter(1)
        .found();
  }
}
