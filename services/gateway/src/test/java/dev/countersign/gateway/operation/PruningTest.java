package dev.countersign.gateway.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.countersign.gateway.GatewayInfra;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What ended long ago is forgotten, in small transactions; everything else stays. */
@QuarkusTest
@QuarkusTestResource(GatewayInfra.class)
class PruningTest {
  private static final String OPERATION =
      """
      insert into operation (operation_id, operation, resource_key, resource_identifier, requester,
        state, version, requested_at, updated_at, view)
      select 'prune-' || '%s' || '-' || n, 'reboot_instance', 'a:b:prune', 'prune', 'ada',
        '%s', 1, now() - interval '%3$d days', now() - interval '%3$d days', '%4$s'
      from generate_series(1, %5$d) n
      """;

  private static final String HISTORY =
      """
      insert into history (operation_id, position, type, event_id, source, sequence, time, data)
      select operation_id, p, 't', 'e', 's', 1, updated_at, '{}'
      from operation, generate_series(1, 2) p where operation_id like 'prune-%%'
      """;

  @Inject Pool pool;
  @Inject Pruning pruning;

  @Test
  void onlyWhatEndedLongAgoIsForgottenWithItsHistory() {
    add("old", "succeeded", 91, "{}", Pruning.AT_ONCE + 5);
    add("young", "failed", 89, "{}", 1);
    add("open", "started", 400, "{}", 1);
    add("unknown", "indeterminate", 400, "{\"outcome\": {}}", 1);
    add("resolved", "indeterminate", 400, "{\"outcome\": {\"success\": false}}", 1);
    run(HISTORY.replace("%%", "%"));
    run(
        """
        insert into history (operation_id, position, type, event_id, source, sequence, time, data)
        values ('prune-stray-1', 1, 't', 'e', 's', 1, now() - interval '91 days', '{}'),
          ('prune-fresh-1', 1, 't', 'e', 's', 1, now(), '{}')
        """);

    pruning.prune(Duration.ofDays(90)).await().atMost(Duration.ofMinutes(1));

    assertEquals(Set.of("prune-young-1", "prune-open-1", "prune-unknown-1"), ids("operation"));
    assertEquals(
        Set.of("prune-young-1", "prune-open-1", "prune-unknown-1", "prune-fresh-1"),
        ids("history"));
    run("delete from history where operation_id like 'prune-%'");
    run("delete from operation where operation_id like 'prune-%'");
  }

  private void add(String name, String state, int days, String view, int count) {
    run(OPERATION.formatted(name, state, days, view, count));
  }

  private Set<String> ids(String table) {
    var ids = new TreeSet<String>();
    pool.query("select distinct operation_id from " + table + " where operation_id like 'prune-%'")
        .executeAndAwait()
        .forEach(row -> ids.add(row.getString(0)));
    return ids;
  }

  private void run(String sql) {
    pool.query(sql).executeAndAwait();
  }
}
