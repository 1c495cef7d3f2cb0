package dev.countersign.bench.executor;

import dev.countersign.embedded.Database;
import dev.countersign.embedded.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What the executor has on record, read by the database's administrator. */
record Records(PostgresServer server, Database database) {
  /** How many executions are in each phase. */
  Map<String, Integer> phases() throws SQLException {
    var phases = new TreeMap<String, Integer>();
    read("select phase, count(*)::int from executions group by phase", phases);
    return phases;
  }

  /** How many operations ended how. */
  Map<String, Integer> outcomes() throws SQLException {
    var outcomes = new TreeMap<String, Integer>();
    read(
        """
        select coalesce(state ->> 'outcome', 'TURNED_AWAY'), count(*)::int from executions
        where ended_at is not null group by 1
        """,
        outcomes);
    return outcomes;
  }

  /** How many open executions each process that is alive is in charge of. */
  int inChargeOfTheLiving() throws SQLException {
    var counted = new TreeMap<String, Integer>();
    read(
        """
        select 'all', count(*)::int from executions e join workers w on w.owner = e.lease_owner
        where e.ended_at is null and e.holds_resource and w.alive_until > now()
        """,
        counted);
    return counted.getOrDefault("all", 0);
  }

  /** Which processes are in charge of something. */
  Map<String, Integer> owners() throws SQLException {
    var owners = new TreeMap<String, Integer>();
    read(
        """
        select lease_owner, count(*)::int from executions
        where ended_at is null and holds_resource group by 1
        """,
        owners);
    return owners;
  }

  private void read(String query, Map<String, Integer> into) throws SQLException {
    try (var connection = server.connect(database.name());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      while (rows.next()) {
        into.put(rows.getString(1), rows.getInt(2));
      }
    }
  }

  /** Waits for a condition on the record; false when it was not so in time. */
  static boolean await(Duration patience, Duration every, Condition condition) throws Exception {
    var deadline = System.nanoTime() + patience.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      Thread.sleep(every);
    }
    return true;
  }

  /** Asked again and again. */
  interface Condition {
    boolean holds() throws Exception;
  }
}
