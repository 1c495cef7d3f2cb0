package dev.countersign.audit.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.countersign.audit.tree.Frontier;
import dev.countersign.audit.tree.Hash;
import dev.countersign.embedded.Database;
import dev.countersign.embedded.PostgresServer;
import dev.countersign.embedded.TestInfra;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A ledger's database as its administrator sees it, past the service. */
public record TestLedger(PostgresServer server, Database database, Path keyFile) {

  /** A fresh one. */
  public static TestLedger create() {
    var infra = TestInfra.shared();
    var database = RunningAudit.migrated(infra.database("audit"));
    return new TestLedger(infra.postgres(), database, RunningAudit.newKeyFile());
  }

  /** A fresh one with the tables of an earlier version. */
  public static TestLedger at(String version) {
    var infra = TestInfra.shared();
    var database = RunningAudit.migrated(infra.database("audit"), version);
    return new TestLedger(infra.postgres(), database, RunningAudit.newKeyFile());
  }

  /** To the tables of this version. */
  public void migrate() {
    RunningAudit.migrated(database);
  }

  public String url() {
    return database.reactiveUrl();
  }

  public String runtimeRole() {
    return database.runtime();
  }

  public String runtimePassword() {
    return database.runtimePassword();
  }

  public long events() throws SQLException {
    return number("select count(*) from entries where kind = 'event'");
  }

  public List<String> alarms() throws SQLException {
    return texts(
        "select b.type from entries e join bodies b using (index) where kind = 'alarm' order by 1");
  }

  public String newestNote() throws SQLException {
    return texts("select note from checkpoints order by size desc limit 1").getFirst();
  }

  public List<Hash> leaves() throws SQLException {
    return query("select bytes from bodies order by index", row -> Hash.ofLeaf(row.getBytes(1)));
  }

  /** From the entries' bytes alone: indexes without holes, leaf hashes, and the newest root. */
  public void assertTreeIsThatOfTheEntries() throws SQLException {
    var leaves = leaves();
    assertEquals(leaves.size(), number("select max(index) + 1 from entries"));
    assertEquals(
        leaves,
        query("select leaf_hash from entries order by index", row -> Hash.of(row.getBytes(1))));
    var root =
        query(
                "select root_hash from checkpoints order by size desc limit 1",
                row -> Hash.of(row.getBytes(1)))
            .getFirst();
    assertEquals(Frontier.EMPTY.append(leaves).frontier().root(), root);
  }

  public long number(String sql) throws SQLException {
    return query(sql, row -> row.getLong(1)).getFirst();
  }

  public byte[] bytes(String sql) throws SQLException {
    return query(sql, row -> row.getBytes(1)).getFirst();
  }

  public List<String> texts(String sql) throws SQLException {
    return query(sql, row -> row.getString(1));
  }

  public void asOwner(String sql) throws SQLException {
    run(database.owner(), database.ownerPassword(), sql);
  }

  public void asRuntime(String sql) throws SQLException {
    run(database.runtime(), database.runtimePassword(), sql);
  }

  private void run(String role, String password, String sql) throws SQLException {
    try (var connection = server.connect(database.name(), role, password);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private <T> List<T> query(String sql, Column<T> column) throws SQLException {
    try (var connection = server.connect(database.name());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var values = new ArrayList<T>();
      while (rows.next()) {
        values.add(column.read(rows));
      }
      return values;
    }
  }

  private interface Column<T> {
    T read(ResultSet row) throws SQLException;
  }
}
