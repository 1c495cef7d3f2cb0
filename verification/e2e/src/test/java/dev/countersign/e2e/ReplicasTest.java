package dev.countersign.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.client.Countersign;
import dev.countersign.client.Status;
import dev.countersign.client.Submission;
import dev.countersign.contracts.Topics;
import dev.countersign.embedded.LedgerProof;
import dev.countersign.embedded.Platform;
import dev.countersign.embedded.ServiceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Two instances of each service, on a broker that checks rights: what a rollout at noon does, and
 * what a machine does that is gone. One story; the cluster goes on from test to test.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplicasTest {
  private static final List<String> SERVICES = List.of("gateway", "policy", "executor", "audit");
  private static final List<String> INSTANCES =
      List.of("dev-postgres-01", "test-mysql-01", "dev-oracle-01");
  private static final Duration TAKEOVER = Duration.ofSeconds(15);
  private static final Duration SHUTDOWN = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Map<String, List<ServiceProcess>> replicas = new LinkedHashMap<>();
  private Cluster cluster;
  private Effects effects;
  private @Nullable Countersign api;
  private boolean protectedNow;

  @BeforeAll
  void start() throws Exception {
    // Not a folder that is deleted: what the processes said is there when a test fails.
    var target = Files.createDirectories(Path.of("target").toAbsolutePath());
    cluster = new Cluster(Platform.home(), Files.createTempDirectory(target, "replicas-"));
    effects = new Effects(cluster.simulator());
  }

  @AfterAll
  void stop() {
    if (api != null) {
      api.close();
    }
    cluster.close();
  }

  @Test
  @Order(1)
  void whatIsSetUpWronglyDoesNotRunAndSaysWhatIsWrong() throws Exception {
    refuses(Map.of("audit", "it may not write " + Topics.LEDGER));
    cluster.broker().grant();
    var tooMuch = Map.of("audit", Topics.DECISIONS, "executor", Topics.REQUESTS);
    tooMuch.forEach((service, topic) -> cluster.broker().allow(service, AclOperation.WRITE, topic));
    refuses(
        Map.of(
            "audit", "it may write " + Topics.DECISIONS,
            "executor", "it may write " + Topics.REQUESTS));
    tooMuch.forEach(
        (service, topic) -> cluster.broker().forbid(service, AclOperation.WRITE, topic));
    // The executor could have read and written: it asked for its rights before it did either.
    assertEquals(Map.of(), cluster.broker().traces());
  }

  @Test
  @Order(2)
  void whatIsConfiguredWronglyDoesNotRunAndNamesTheSetting() throws Exception {
    var wrong =
        Map.of(
            "COUNTERSIGN_AUDIT_ORIGIN", "",
            "COUNTERSIGN_AUDIT_BATCH_SIZE", "0",
            "COUNTERSIGN_DATABASE_PASSWORD_FILE", "/nowhere");
    var number = 10;
    var refused = new LinkedHashMap<String, ServiceProcess>();
    for (var setting : wrong.entrySet()) {
      refused.put(
          setting.getKey(),
          cluster.replica("audit", number++, Map.of(setting.getKey(), setting.getValue())));
    }
    expectRefusals(refused);
  }

  @Test
  @Order(3)
  void twoOfEachStartAndOneWritesTheLedger() throws Exception {
    for (var service : SERVICES) {
      replicas.put(service, List.of(cluster.replica(service, 1), cluster.replica(service, 2)));
    }
    for (var number : List.of(0, 1)) {
      replicas.values().forEach(pair -> pair.get(number).launch());
      replicas.values().forEach(pair -> pair.get(number).awaitReady());
    }
    await().atMost(PATIENCE).until(() -> roles().equals(List.of("STANDING_BY", "WRITING")));
    var all = new TreeSet<>(SERVICES);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertEquals(Map.of(true, all, false, all), cluster.encrypted()));
    for (var instance : INSTANCES) {
      await()
          .atMost(PATIENCE)
          .until(() -> api().raw().get("/api/instances/" + instance).status() == 200);
    }
  }

  @Test
  @Order(4)
  void aRollingRestartUnderLoadLosesNothingAndDoublesNothing() throws Exception {
    var times = new ConcurrentSkipListMap<String, Duration>();
    Clients clients;
    try (var load = load();
        var lanes = Executors.newVirtualThreadPerTaskExecutor()) {
      clients = load;
      // Services are rolled out beside each other, and each one's replicas one after the other.
      var restarts =
          Stream.of(SERVICES.subList(0, 2), SERVICES.subList(2, 4))
              .map(lane -> lanes.submit(() -> restart(lane, times)))
              .toList();
      for (var restart : restarts) {
        restart.get();
      }
    }
    System.out.printf(
        "rolling restart: %d operations, %d times to be repeated, shutdowns %s%n",
        clients.count(), clients.retryable(), times);
    assertEquals(List.of(), clients.unanswered());
    times.forEach((name, time) -> assertTrue(time.compareTo(SHUTDOWN) < 0, name + ": " + time));
    new Aftermath(clients, effects, api()).expectEachOnceAndInOrder();
  }

  private @Nullable Void restart(List<String> services, Map<String, Duration> times) {
    for (var service : services) {
      for (var replica : both(service)) {
        times.put(replica.name(), replica.stopInOrder());
        replica.start();
      }
    }
    return null;
  }

  @Test
  @Order(5)
  void everyServiceTellsItsNumbers() throws Exception {
    for (var service : SERVICES) {
      var told =
          both(service)
              .getFirst()
              .metrics()
              .lines()
              .filter(line -> line.startsWith("countersign_"))
              .map(line -> line.replaceAll("[ {].*", ""))
              .collect(Collectors.toCollection(TreeSet::new));
      for (var name : numbers(service)) {
        assertTrue(told.contains(name), () -> service + " does not tell " + name + ": " + told);
      }
    }
  }

  private static List<String> numbers(String service) {
    var hop =
        List.of(
            "countersign_outbox_depth",
            "countersign_outbox_oldest_age_seconds",
            "countersign_outbox_published_total",
            "countersign_outbox_redriven_total",
            "countersign_inbox_quarantined",
            "countersign_consumer_lag",
            "countersign_hop_seconds_count");
    var own =
        switch (service) {
          case "gateway" ->
              List.of(
                  "countersign_operations",
                  "countersign_operations_finished_total",
                  "countersign_stuck_operations");
          case "policy" -> List.of("countersign_policy_decisions_total");
          case "executor" ->
              List.of(
                  "countersign_queue_depth",
                  "countersign_executions_in_flight",
                  "countersign_rds_calls_total",
                  "countersign_sweeps_total",
                  "countersign_bucket_tokens",
                  "countersign_breaker_state",
                  "countersign_discovery_age_seconds");
          default -> List.of("countersign_ledger_size", "countersign_ledger_head_age_seconds");
        };
    return service.equals("audit")
        ? Stream.of(
                own,
                List.of(
                    "countersign_inbox_quarantined",
                    "countersign_consumer_lag",
                    "countersign_hop_seconds_count"))
            .flatMap(List::stream)
            .toList()
        : Stream.of(hop, own).flatMap(List::stream).toList();
  }

  @Test
  @Order(6)
  void whenOneOfTwoIsKilledTheOtherTakesOver() throws Exception {
    var times = new TreeMap<String, Duration>();
    for (var service : SERVICES) {
      var victim = both(service).getFirst();
      var other = both(service).getLast();
      var inFlight = new ArrayList<>(submitEverywhere());
      victim.kill9();
      var since = System.nanoTime();
      inFlight.addAll(submitEverywhere());
      if (service.equals("audit")) {
        await().atMost(TAKEOVER).until(() -> role(other).equals("WRITING"));
      } else {
        await().atMost(PATIENCE).until(() -> allSucceeded(inFlight));
      }
      times.put(victim.name(), Duration.ofNanos(System.nanoTime() - since));
      victim.start();
      for (var operation : inFlight) {
        await().atMost(PATIENCE).until(() -> succeeded(operation));
        effects.expectOnce(operation, "ModifyDBInstance");
      }
    }
    System.out.println("taken over after kill -9: " + times);
    times.forEach((name, time) -> assertTrue(time.compareTo(TAKEOVER) < 0, name + ": " + time));
    await().atMost(PATIENCE).until(() -> roles().equals(List.of("STANDING_BY", "WRITING")));
  }

  @Test
  @Order(7)
  void theLedgerProvesItselfAndItsWriterTellsOfIt() throws Exception {
    var verified = LedgerProof.of(api().ledger());
    assertTrue(verified.size() > 0);
  }

  /** Each of these services, for its reason. */
  private void refuses(Map<String, String> reasons) throws Exception {
    var refused = new LinkedHashMap<String, ServiceProcess>();
    for (var reason : reasons.entrySet()) {
      refused.put(reason.getValue(), cluster.replica(reason.getKey(), 9));
    }
    expectRefusals(refused);
  }

  /** By what they have to say. All at once: starting is what takes its time. */
  private static void expectRefusals(Map<String, ServiceProcess> refused) throws Exception {
    refused.values().forEach(ServiceProcess::launch);
    for (var each : refused.entrySet()) {
      try (var replica = each.getValue()) {
        assertNotEquals(0, replica.exitCode());
        var last =
            replica.said().lines().filter(line -> line.startsWith("cannot start: ")).toList();
        assertTrue(last.toString().contains(each.getKey()), () -> last + ": " + each.getKey());
      }
    }
  }

  private Clients load() throws Exception {
    return new Clients(both("gateway"), cluster.token("dario", "DBA"), INSTANCES);
  }

  /** To and fro, so that each is a change of its own. */
  private List<String> submitEverywhere() throws Exception {
    protectedNow = !protectedNow;
    var operations = new ArrayList<String>();
    for (var instance : INSTANCES) {
      var asked =
          Submission.of("set_deletion_protection", instance, Map.of("enabled", protectedNow));
      operations.add(api().submit(asked.asSoonAsDurable()).operation().operationId());
    }
    return operations;
  }

  private List<ServiceProcess> both(String service) {
    return replicas.getOrDefault(service, List.of());
  }

  private boolean allSucceeded(List<String> operations) throws Exception {
    for (var operation : operations) {
      if (!succeeded(operation)) {
        return false;
      }
    }
    return true;
  }

  private boolean succeeded(String operation) throws Exception {
    return api().operation(operation).status() == Status.SUCCEEDED;
  }

  /** By way of the second gateway, which is killed last. */
  private Countersign api() throws Exception {
    var known = api;
    if (known == null) {
      known = cluster.api(both("gateway").getLast(), "dario", "DBA");
      api = known;
    }
    return known;
  }

  private List<String> roles() throws Exception {
    return Stream.of(role(both("audit").getFirst()), role(both("audit").getLast()))
        .sorted()
        .toList();
  }

  private static String role(ServiceProcess audit) throws Exception {
    return audit.check("ledger").path("data").path("role").asText();
  }
}
