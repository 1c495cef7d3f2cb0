package dev.countersign.embedded;

/**
 * A service's database: its owner changes the schema, its runtime role works in it.
 *
 * @param runtime the role that migrations grant to as {@code ${runtime_role}}
 */
public record Database(
    String host,
    int port,
    String name,
    String owner,
    String ownerPassword,
    String runtime,
    String runtimePassword) {

  /** For pgjdbc, without user and password. */
  public String jdbcUrl() {
    return "jdbc:postgresql://" + host + ":" + port + "/" + name;
  }

  /** For the Vert.x client, without user and password. */
  public String reactiveUrl() {
    return "postgresql://" + host + ":" + port + "/" + name;
  }

  @Override
  public String toString() {
    return reactiveUrl();
  }
}
