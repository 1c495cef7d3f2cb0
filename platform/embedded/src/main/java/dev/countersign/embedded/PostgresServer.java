package dev.countersign.embedded;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** A running server, ours or a container's, as its administrator sees it. */
public record PostgresServer(String host, int port, String user, String password) {

  /** A connection of the administrator. */
  public Connection connect(String database) throws SQLException {
    return connect(database, user, password);
  }

  /** A connection of any role. */
  public Connection connect(String database, String role, String secret) throws SQLException {
    var source = new PGSimpleDataSource();
    source.setServerNames(new String[] {host});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setUser(role);
    source.setPassword(secret);
    source.setConnectTimeout(3);
    // Longer than a busy machine takes for a large statement of a test.
    source.setSocketTimeout(180);
    return source.getConnection();
  }

  /**
   * Creates a service's database and its two roles, or sets their passwords where they are there.
   */
  public Database createDatabase(String service, String ownerPassword, String runtimePassword) {
    var database =
        new Database(
            host, port, service, service + "_owner", ownerPassword, service, runtimePassword);
    try (var admin = connect("postgres")) {
      role(admin, database.owner(), ownerPassword);
      role(admin, database.runtime(), runtimePassword);
      if (!exists(admin, "select 1 from pg_database where datname = ?", service)) {
        run(admin, "create database " + quoted(service) + " owner " + quoted(database.owner()));
      }
      run(admin, "revoke all on database " + quoted(service) + " from public");
      run(
          admin,
          "grant connect on database " + quoted(service) + " to " + quoted(database.runtime()));
    } catch (SQLException refused) {
      throw new ChildFailed("the database " + service + " could not be created", refused);
    }
    return database;
  }

  boolean hasDatabase(String name) {
    try (var admin = connect("postgres")) {
      return exists(admin, "select 1 from pg_database where datname = ?", name);
    } catch (SQLException refused) {
      throw new ChildFailed("the databases could not be listed", refused);
    }
  }

  private static void role(Connection admin, String name, String secret) throws SQLException {
    var verb = exists(admin, "select 1 from pg_roles where rolname = ?", name) ? "alter" : "create";
    run(
        admin,
        verb
            + " role "
            + quoted(name)
            + " login nosuperuser nocreatedb nocreaterole password '"
            + secret.replace("'", "''")
            + "'");
  }

  private static boolean exists(Connection admin, String query, String name) throws SQLException {
    try (var statement = admin.prepareStatement(query)) {
      statement.setString(1, name);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void run(Connection admin, String sql) throws SQLException {
    try (var statement = admin.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  @Override
  public String toString() {
    return user + "@" + host + ":" + port;
  }
}
