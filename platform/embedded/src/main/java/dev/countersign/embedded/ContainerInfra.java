package dev.countersign.embedded;

import java.util.Map;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** The same on containers, for machines that have an engine and an image registry. */
final class ContainerInfra {
  private static final DockerImageName KAFKA = DockerImageName.parse("apache/kafka:4.1.1");
  private static final DockerImageName POSTGRES = DockerImageName.parse("postgres:18");

  private ContainerInfra() {}

  /** Testcontainers' reaper removes them when this JVM ends, however it ends. */
  @SuppressWarnings("resource")
  static TestInfra start() {
    var kafka = new KafkaContainer(KAFKA).withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
    var postgres = new PostgreSQLContainer(POSTGRES).withUsername("postgres");
    kafka.start();
    postgres.start();
    EventTopics.create(Map.of("bootstrap.servers", kafka.getBootstrapServers()));
    return new TestInfra(
        kafka.getBootstrapServers(),
        new PostgresServer(
            postgres.getHost(),
            postgres.getFirstMappedPort(),
            postgres.getUsername(),
            postgres.getPassword()));
  }
}
