package dev.countersign.policy.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.policy.PolicyInfra;
import dev.countersign.policy.Samples;
import dev.countersign.policy.core.cases.CaseState.Approved;
import dev.countersign.policy.core.cases.CaseState.Unseen;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Of one person at most one review is open: two transactions at the same moment, neither of which
 * can see the other's, are told apart by the database alone.
 */
@QuarkusTest
@QuarkusTestResource(PolicyInfra.class)
class OpenReviewsIndexTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String UNIQUE = "23505";

  @Inject Pool pool;

  @Test
  void theSecondOfTwoTransactionsIsRefusedWhenTheFirstIsCommitted() {
    var second = race("zoe-committed", true);

    var fault = assertInstanceOf(CompletionException.class, failure(second));
    assertEquals(UNIQUE, assertInstanceOf(PgException.class, fault.getCause()).getSqlState());
    assertEquals(1, open("zoe-committed"));
  }

  @Test
  void itGoesOnWhenTheFirstIsRolledBack() {
    race("zoe-rolled-back", false).join();

    Awaitility.await().atMost(PATIENCE).until(() -> open("zoe-rolled-back") == 1);
  }

  /** Both have stored before either ends; what becomes of the second. */
  private CompletableFuture<Integer> race(String person, boolean commit) {
    var one = pool.getConnectionAndAwait();
    var other = pool.getConnectionAndAwait();
    var first = one.beginAndAwait();
    assertEquals(1, store(one, person, "one").join());
    var pid =
        other
            .query("select pg_backend_pid() as pid")
            .executeAndAwait()
            .iterator()
            .next()
            .getInteger("pid");
    var transaction = other.beginAndAwait();
    var second =
        store(other, person, "other")
            .whenComplete((_, fault) -> {
              if (fault != null) {
                transaction.rollback().onTermination().call(other::close).subscribe().with(_ -> {});
              } else {
                transaction.commit().onTermination().call(other::close).subscribe().with(_ -> {});
              }
            });
    Awaitility.await().atMost(PATIENCE).until(() -> waits(pid));
    if (commit) {
      first.commitAndAwait();
    } else {
      first.rollbackAndAwait();
    }
    one.closeAndAwait();
    return second;
  }

  /** For the first transaction to end. */
  private boolean waits(int pid) {
    return pool.preparedQuery("select from pg_locks where pid = $1 and not granted")
            .executeAndAwait(Tuple.of(pid))
            .size()
        == 1;
  }

  private static CompletableFuture<Integer> store(SqlClient sql, String person, String which) {
    var instance = Samples.instance(Samples.DEVELOPMENT_ACCOUNT, person + '-' + which, Map.of());
    return sql.preparedQuery(CaseStore.STORE_AND_OPEN_REVIEW + " select operation_id from changed")
        .execute(values(instance).addString(person))
        .map(rows -> rows.size())
        .subscribeAsCompletionStage();
  }

  private static Tuple values(Instance instance) {
    var request = Samples.request(instance, "reboot_instance", Map.of(), Samples.DORA);
    var unseen =
        new StoredCase(
            request.operationId(),
            instance.key(),
            new Unseen(),
            0,
            0,
            null,
            instance,
            null,
            null,
            null);
    var now = Instant.now();
    return CaseStore.values(
        unseen, new Approved(request, now), 1, new Trace("index-test", null, null), now);
  }

  private static Throwable failure(CompletableFuture<Integer> second) {
    return second.handle((_, fault) -> fault).join();
  }

  private int open(String person) {
    return pool.preparedQuery("select from reviews where used_by = $1 and closed_at is null")
        .executeAndAwait(Tuple.of(person))
        .size();
  }
}
