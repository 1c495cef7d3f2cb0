package dev.countersign.bench;

import dev.countersign.embedded.Platform;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the platform has used since it was started.
 *
 * @param cpuMillis of each process with its children
 * @param commits of each database; one that only read counts, too, for it is a round trip
 */
record Costs(Map<String, Double> cpuMillis, Map<String, Double> commits, double walBytes) {
  private static final String COMMITS =
      "select datname, xact_commit from pg_stat_database where datname is not null";
  private static final String WAL = "select pg_current_wal_insert_lsn() - '0/0'::pg_lsn";

  static Costs of(Platform platform) throws Exception {
    var cpu = new TreeMap<String, Double>();
    platform.pids().forEach((name, pid) -> cpu.put(name, CpuTime.millis(pid)));
    return database(platform, cpu);
  }

  private static Costs database(Platform platform, Map<String, Double> cpu) throws SQLException {
    var commits = new TreeMap<String, Double>();
    try (var connection = platform.postgres().connect("postgres");
        var statement = connection.createStatement()) {
      // Sessions report what they did within a second of it: a margin of some operations.
      try (var rows = statement.executeQuery(COMMITS)) {
        while (rows.next()) {
          commits.put(rows.getString(1), rows.getDouble(2));
        }
      }
      try (var rows = statement.executeQuery(WAL)) {
        rows.next();
        return new Costs(cpu, commits, rows.getDouble(1));
      }
    }
  }

  Costs since(Costs before) {
    return new Costs(
        minus(cpuMillis, before.cpuMillis),
        minus(commits, before.commits),
        walBytes - before.walBytes);
  }

  Map<String, Object> perOperation(int operations) {
    var figures = new LinkedHashMap<String, Object>();
    figures.put("cpu_ms_per_operation", each(cpuMillis, operations));
    figures.put("commits_per_operation", each(commits, operations));
    figures.put("wal_bytes_per_operation", Math.round(walBytes / operations));
    return figures;
  }

  private static Map<String, Double> minus(Map<String, Double> now, Map<String, Double> before) {
    var used = new TreeMap<String, Double>();
    now.forEach((name, value) -> used.put(name, value - before.getOrDefault(name, 0.0)));
    return used;
  }

  /** The sum first. */
  private static Map<String, Double> each(Map<String, Double> all, int operations) {
    var figures = new LinkedHashMap<String, Double>();
    figures.put("all", 0.0);
    all.forEach((name, value) -> figures.put(name, Bench.rounded(value / operations)));
    var sum = all.values().stream().mapToDouble(Double::doubleValue).sum();
    figures.put("all", Bench.rounded(sum / operations));
    return figures;
  }
}
