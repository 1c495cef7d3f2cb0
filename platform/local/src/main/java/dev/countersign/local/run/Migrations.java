package dev.countersign.local.run;

import dev.countersign.embedded.Database;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Brings databases up to date with the services' own migration command, out of their own artifacts:
 * this program has no migration code and no schema of its own that could differ from theirs.
 */
final class Migrations implements AutoCloseable {
  /** Held here, because the JDK forgets the level of a logger that nobody holds. */
  private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

  static {
    FLYWAY.setLevel(Level.WARNING);
  }

  private final URLClassLoader libraries;

  /** The libraries of any one service hold the command and the tables that all services share. */
  Migrations(Path application) throws IOException {
    libraries =
        new URLClassLoader(
            "migration",
            jars(application.resolve("lib/main")),
            ClassLoader.getPlatformClassLoader());
  }

  void run(String service, Path application, Database database) throws IOException {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    try (var own = new URLClassLoader(service, jars(application.resolve("app")), libraries)) {
      thread.setContextClassLoader(own);
      libraries
          .loadClass("dev.countersign.chassis.migration.Migrate")
          .getMethod(
              "run",
              String.class,
              String.class,
              String.class,
              String.class,
              String.class,
              ClassLoader.class)
          .invoke(
              null,
              service,
              database.jdbcUrl(),
              database.owner(),
              database.ownerPassword(),
              database.runtime(),
              own);
    } catch (InvocationTargetException failed) {
      throw new IOException(
          "the migrations of " + service + " failed: " + failed.getTargetException(), failed);
    } catch (ReflectiveOperationException missing) {
      throw new IOException("the migration command is not in the artifact of " + service, missing);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** A service's logging is its own; here the JDK's has to do. */
  private static boolean isWanted(Path file) {
    var name = file.getFileName().toString();
    return name.endsWith(".jar")
        && !name.startsWith("org.slf4j.")
        && !name.startsWith("org.jboss.logging.")
        && !name.contains("logmanager");
  }

  private static URL[] jars(Path folder) throws IOException {
    List<URL> found = new ArrayList<>();
    try (var files = Files.newDirectoryStream(folder, Migrations::isWanted)) {
      for (var file : files) {
        found.add(file.toUri().toURL());
      }
    }
    return found.toArray(URL[]::new);
  }

  @Override
  public void close() throws IOException {
    libraries.close();
  }
}
