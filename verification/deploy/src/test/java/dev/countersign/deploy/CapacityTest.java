package dev.countersign.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All of everything at once still fits: connections into the database, memory into the limits. */
class CapacityTest {
  private static final List<String> SERVICES = List.of("gateway", "policy", "executor", "audit");

  /** Superusers, and what CloudNativePG's own connections (metrics, replication, status) take. */
  private static final int KEPT = 20;

  /** Pools without a setting of ours: docs/operations/configuration.md. */
  private static final Map<String, Integer> DEFAULT_POOLS =
      Map.of("gateway", 20, "policy", 20, "executor", 16, "audit", 8);

  private static final Pattern MEBIBYTES = Pattern.compile("(\\d+)(Mi|Gi|M|G)");

  /** Threads' stacks, the collector's and compiler's own, native libraries. */
  private static final int REST_MIB = 96;

  @ParameterizedTest
  @ValueSource(strings = {"local", "staging", "production"})
  void theConnectionsOfAllReplicasTogetherFitIntoTheDatabase(String overlay) {
    var all = Manifest.of(overlay);
    var sum = KEPT;
    for (var service : SERVICES) {
      var deployment = one(all, "Deployment", service).orElseThrow();
      var replicas =
          one(all, "ScaledObject", service)
              .map(scaled -> scaled.at("/spec/maxReplicaCount").asInt())
              .orElse(deployment.at("/spec/replicas").asInt(1));
      var surge = deployment.at("/spec/strategy/rollingUpdate/maxSurge").asInt();
      sum += (replicas + surge) * pool(deployment) + 1; // Its migration.
    }
    var most =
        one(all, "Cluster", "countersign-postgres")
            .orElseThrow()
            .at("/spec/postgresql/parameters/max_connections")
            .asInt();
    assertTrue(sum <= most, overlay + ": " + sum + " connections, and the database takes " + most);
  }

  @Test
  void theConnectionsOfComposeFitIntoItsDatabase() {
    var command = Yaml.document("docker-compose.yml").at("/services/postgres/command").toString();
    var most = Pattern.compile("max_connections=(\\d+)").matcher(command);
    assertTrue(most.find());
    var sum = KEPT + DEFAULT_POOLS.values().stream().mapToInt(pool -> pool + 1).sum();

    assertTrue(sum <= Integer.parseInt(most.group(1)), "" + sum);
  }

  @ParameterizedTest
  @ValueSource(strings = {"staging", "production"})
  void whatHasToFitComesFromOneFile(String overlay) {
    var said = Yaml.document("deploy/k8s/overlays/" + overlay + "/capacity.yaml").path("spec");
    var all = Manifest.of(overlay);
    for (var manifest : all) {
      if (manifest.kind().equals("ScaledObject")) {
        assertEquals(said.path("replicas").asInt(), manifest.at("/spec/maxReplicaCount").asInt());
      }
    }
    for (var service : SERVICES) {
      assertEquals(
          said.path("connections").asInt(), pool(one(all, "Deployment", service).orElseThrow()));
    }
    var executor = one(all, "Deployment", "executor").orElseThrow();
    assertEquals(
        said.path("callsPerSecond").asText(),
        variable(executor, "COUNTERSIGN_EXECUTOR_CALLS_PER_SECOND").orElseThrow());
    assertEquals(
        said.path("callsBurst").asText(),
        variable(executor, "COUNTERSIGN_EXECUTOR_CALLS_BURST").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "staging", "production"})
  void besidesTheHeapTheLimitHasRoomForAllThatTheMachineMayTake(String overlay) {
    for (var service : SERVICES) {
      var container =
          one(Manifest.of(overlay), "Deployment", service)
              .orElseThrow()
              .at("/spec/template/spec/containers/0");
      fits(overlay + " " + service, container.at("/resources/limits/memory").asText());
    }
  }

  @Test
  void soItDoesInCompose() {
    fits(
        "compose",
        Yaml.document("deploy/compose/common.yaml")
            .at("/services/service/deploy/resources/limits/memory")
            .asText());
  }

  private static void fits(String where, String limit) {
    var options = Yaml.text("deploy/images/jvm.options");
    var mebibytes = mebibytes(limit);
    var heap = mebibytes * number(options, "-XX:MaxRAMPercentage=(\\d+)\\n") / 100;
    var besides =
        Stream.of("MaxDirectMemorySize", "MaxMetaspaceSize", "ReservedCodeCacheSize")
            .mapToInt(option -> number(options, "-XX:" + option + "=(\\d+)m\\n"))
            .sum();
    assertTrue(
        heap + besides + REST_MIB <= mebibytes,
        where + ": " + heap + " + " + besides + " + " + REST_MIB + " > " + mebibytes);
  }

  private static int number(String text, String pattern) {
    var found = Pattern.compile(pattern).matcher(text);
    assertTrue(found.find(), "jvm.options does not say " + pattern);
    return Integer.parseInt(found.group(1));
  }

  private static int mebibytes(String limit) {
    var found = MEBIBYTES.matcher(limit);
    assertTrue(found.matches(), limit);
    return Integer.parseInt(found.group(1)) * (found.group(2).startsWith("G") ? 1024 : 1);
  }

  private static int pool(Manifest deployment) {
    return variable(deployment, "QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE")
        .map(Integer::parseInt)
        .orElseThrow();
  }

  private static Optional<String> variable(Manifest deployment, String name) {
    return StreamSupport.stream(
            deployment.at("/spec/template/spec/containers/0/env").spliterator(), false)
        .filter(variable -> variable.path("name").asText().equals(name))
        .map((JsonNode variable) -> variable.path("value").asText())
        .findFirst();
  }

  private static Optional<Manifest> one(List<Manifest> all, String kind, String name) {
    return all.stream()
        .filter(one -> one.kind().equals(kind) && one.name().equals(name))
        .findFirst();
  }
}
