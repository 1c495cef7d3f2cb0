package dev.countersign.chassis.migration;

import java.util.Map;
import java.util.logging.Logger;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;

/**
 * Brings a service's database up to date: the hop's tables and the service's own. A command of its
 * own, because the role that may change tables is not the role that the service runs as.
 *
 * <pre>java -cp 'app/*:lib/main/*' dev.countersign.chassis.migration.Migrate gateway</pre>
 *
 * with {@code COUNTERSIGN_MIGRATE_URL} (JDBC), {@code COUNTERSIGN_MIGRATE_USERNAME}, {@code
 * COUNTERSIGN_MIGRATE_PASSWORD} of the owner and {@code COUNTERSIGN_MIGRATE_RUNTIME_ROLE}. Exits
 * with 0 when the database is up to date.
 */
public final class Migrate {
  private static final String LATEST = "latest";

  /** Flyway's mark of a version that no migration need have. */
  private static final String IF_THERE = "?";

  // Held, or its filter goes with it. What Flyway warns of at every migration is what run() has
  // chosen.
  private static final Logger FLYWAY =
      Logger.getLogger("org.flywaydb.core.internal.command.DbMigrate");

  static {
    FLYWAY.setFilter(entry -> !entry.getMessage().startsWith("outOfOrder mode is active"));
  }

  /** Runs the migrations of the service named by the only argument. */
  public static void main(String... args) {
    if (args.length != 1) {
      throw new IllegalArgumentException(
          "give one argument: the service whose database to migrate");
    }
    run(
        args[0],
        setting("COUNTERSIGN_MIGRATE_URL"),
        setting("COUNTERSIGN_MIGRATE_USERNAME"),
        setting("COUNTERSIGN_MIGRATE_PASSWORD"),
        setting("COUNTERSIGN_MIGRATE_RUNTIME_ROLE"),
        Migrate.class.getClassLoader());
  }

  /**
   * Runs the migrations found in {@code db/relay} and {@code db/<service>} on a class loader.
   *
   * @throws org.flywaydb.core.api.FlywayException when one fails; what came before it stays
   * @throws IllegalStateException when one that was run before is not the same any more
   */
  public static void run(
      String service,
      String jdbcUrl,
      String owner,
      String password,
      String runtimeRole,
      ClassLoader classes) {
    run(service, jdbcUrl, owner, password, runtimeRole, classes, LATEST);
  }

  /**
   * The same as far as a version, to try what the later ones make of what is there.
   *
   * @param version a number, or {@code latest}
   */
  public static void run(
      String service,
      String jdbcUrl,
      String owner,
      String password,
      String runtimeRole,
      ClassLoader classes,
      String version) {
    var flyway =
        Flyway.configure(classes)
            .dataSource(jdbcUrl, owner, password)
            .locations("classpath:db/relay", "classpath:db/" + service)
            .placeholders(Map.of("runtime_role", runtimeRole))
            .target(version.equals(LATEST) ? LATEST : version + IF_THERE)
            // Two histories in one: the hop's numbers are below the service's, so each later one of
            // the hop comes to a database that has higher ones already. They share no table.
            .outOfOrder(true)
            // Going back by a version: what the newer one has added is not known here, and stays.
            .ignoreMigrationPatterns("*:future", "*:missing")
            .load();
    try {
      flyway.migrate();
    } catch (FlywayValidateException changed) {
      throw new IllegalStateException(
          "The tables of "
              + service
              + " are not what this build's migrations have made: "
              + changed.getMessage()
              + " Where they are of a build before the first release, they cannot be changed into"
              + " those of this build: start with an empty database, on this machine with another"
              + " --data folder. In every other case keep the database, and find out what changed"
              + " it.",
          changed);
    }
  }

  private static String setting(String name) {
    var value = System.getenv(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("set the environment variable " + name);
    }
    return value;
  }

  private Migrate() {}
}
