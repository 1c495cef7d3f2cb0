package dev.countersign.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * One broker and one PostgreSQL per JVM, shared by all of its tests and ended with it.
 *
 * <p>The system property {@code infra} chooses what they are: {@code embedded} (child processes,
 * the default) or {@code testcontainers}. Nothing is probed for. A test that kills a broker or a
 * database starts one of its own with {@link BrokerProcess#start} or {@link
 * PostgresProcess#startQuick}.
 */
public record TestInfra(String bootstrapServers, PostgresServer postgres) {
  private static final String KEY = "countersign.test-infra.";

  /** The same one for every caller in this JVM, whatever class loader it comes from. */
  public static TestInfra shared() {
    // Quarkus loads test code more than once. Only the JVM's own classes are the same for all of
    // these copies, so the addresses are kept in its properties, as plain text.
    var jvm = System.getProperties();
    synchronized (jvm) {
      if (jvm.getProperty(KEY + "kafka") == null) {
        remember(jvm, start());
      }
      return new TestInfra(
          jvm.getProperty(KEY + "kafka"),
          new PostgresServer(
              jvm.getProperty(KEY + "host"),
              Integer.parseInt(jvm.getProperty(KEY + "port")),
              jvm.getProperty(KEY + "user"),
              jvm.getProperty(KEY + "password")));
    }
  }

  /**
   * A fresh, empty database with its owner and runtime role. The first is called as asked; where
   * that name is taken, a number is appended: nobody's tables vanish under a test that still runs.
   */
  public Database database(String service) {
    synchronized (System.getProperties()) {
      var name = service;
      for (int number = 2; postgres.hasDatabase(name); number++) {
        name = service + "_" + number;
      }
      return postgres.createDatabase(
          name, PostgresFolder.newPassword(), PostgresFolder.newPassword());
    }
  }

  private static void remember(Properties jvm, TestInfra infra) {
    jvm.setProperty(KEY + "kafka", infra.bootstrapServers);
    jvm.setProperty(KEY + "host", infra.postgres.host());
    jvm.setProperty(KEY + "port", Integer.toString(infra.postgres.port()));
    jvm.setProperty(KEY + "user", infra.postgres.user());
    jvm.setProperty(KEY + "password", infra.postgres.password());
  }

  private static TestInfra start() {
    var chosen = System.getProperty("infra", "embedded");
    return switch (chosen) {
      case "embedded" -> embedded();
      case "testcontainers" -> ContainerInfra.start();
      default -> throw new ChildFailed("-Dinfra takes embedded or testcontainers, not " + chosen);
    };
  }

  private static TestInfra embedded() {
    var folder = folder();
    // The data is worth nothing once the tests are over; the logs are, where one of them failed.
    var data = folder.resolve("data");
    Children.afterwards(() -> PostgresBinaries.tryToDeleteTree(data));
    var postgres =
        PostgresProcess.quickAt(data.resolve("postgres"), 0, folder.resolve("postgres.log"));
    postgres.launch();
    var broker = BrokerProcess.at(data.resolve("broker"), 0, folder.resolve("broker.log"));
    broker.start();
    broker.createTopics();
    postgres.awaitReady();
    return new TestInfra(broker.bootstrapServers(), postgres.server());
  }

  private static Path folder() {
    try {
      var target = Files.createDirectories(Path.of(System.getProperty("basedir", ""), "target"));
      return Files.createTempDirectory(target.toAbsolutePath(), "infra-");
    } catch (IOException broken) {
      throw new ChildFailed("no folder for test data", broken);
    }
  }
}
