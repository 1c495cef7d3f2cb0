package dev.countersign.relay;

import dev.countersign.embedded.BrokerProcess;
import dev.countersign.embedded.PostgresProcess;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A broker and a database of the test service's own, to be killed. */
public class FragileInfra implements QuarkusTestResourceLifecycleManager {
  private static @Nullable BrokerProcess broker;
  private static @Nullable PostgresProcess postgres;
  private static Path brokerData = Path.of("");

  @Override
  public Map<String, String> start() {
    var folder = folder();
    var database = PostgresProcess.startQuick(folder.resolve("postgres"), 0);
    brokerData = folder.resolve("broker");
    var kafka = BrokerProcess.start(brokerData, 0);
    postgres = database;
    broker = kafka;
    return SharedInfra.settings(
        kafka.bootstrapServers(),
        SharedInfra.migrated(database.createDatabase("echo", "owner-secret", "runtime-secret")));
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory(
          Files.createDirectories(Path.of("target")).toAbsolutePath(), "fragile-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String bootstrapServers() {
    return broker().bootstrapServers();
  }

  static void killBroker() {
    broker().kill9();
  }

  static void startBroker() {
    broker().start();
  }

  /** Its volume is lost. */
  static void wipeBroker() {
    try (var files = Files.walk(brokerData)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void createTopics() {
    broker().createTopics();
  }

  static void killPostgres() {
    postgres().kill9();
  }

  static void startPostgres() {
    postgres().start();
  }

  private static BrokerProcess broker() {
    return java.util.Objects.requireNonNull(broker, "not started in this class loader");
  }

  private static PostgresProcess postgres() {
    return java.util.Objects.requireNonNull(postgres, "not started in this class loader");
  }

  @Override
  public void stop() {
    if (broker != null) {
      broker.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }
}
