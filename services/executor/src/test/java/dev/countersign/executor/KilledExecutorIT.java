package dev.countersign.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.event.StatusEvent.OperationIndeterminate;
import dev.countersign.contracts.event.StatusEvent.OperationStarted;
import dev.countersign.contracts.event.StatusEvent.OperationSucceeded;
import dev.countersign.embedded.Database;
import dev.countersign.embedded.Platform;
import dev.countersign.embedded.Ports;
import dev.countersign.embedded.ServiceProcess;
import dev.countersign.embedded.Simulator;
import dev.countersign.embedded.SimulatorProcess;
import dev.countersign.embedded.TestInfra;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * A real executor dies around the call; another one finishes what it left. It is the packaged one,
 * so these are run by verification/processes: nothing waits for them there.
 */
class KilledExecutorIT {
  private static final TestInfra INFRA = TestInfra.shared();
  private static final Path FOLDER = SimulatedAws.folder();
  private static final SimulatorProcess AWS =
      SimulatorProcess.start(FOLDER.resolve("simulator"), 0, SimulatedAws.SPEED);
  private static final Database DATABASE = SimulatedAws.migrated(INFRA.database("executor"));
  private static final Topic TOPIC = new Topic(INFRA.bootstrapServers());
  private static final Simulator SIMULATOR = AWS.admin();
  private static final int PORT = Ports.free();

  @AfterAll
  static void close() {
    TOPIC.close();
    AWS.close();
  }

  @Test
  void aSnapshotWhoseExecutorDiedBeforeTheCallIsTakenOnce() throws Exception {
    var approved =
        diesAt("AFTER_INTENT", "dev-postgres-01", "create_snapshot", snapshotParameters());
    assertEquals(0, SIMULATOR.effectsOf(approved.subject()).size());

    afterwards(() -> assertInstanceOf(OperationSucceeded.class, TOPIC.end(approved)));

    assertEquals(1, SIMULATOR.effectsOf(approved.subject()).size());
    assertEquals(2, starts(approved));
  }

  @Test
  void aSnapshotWhoseExecutorDiedAfterTheCallIsFoundNotTakenAgain() throws Exception {
    var approved = diesAt("AFTER_CALL", "dev-postgres-01", "create_snapshot", snapshotParameters());
    assertEquals(1, SIMULATOR.effectsOf(approved.subject()).size());

    afterwards(() -> assertInstanceOf(OperationSucceeded.class, TOPIC.end(approved)));

    assertEquals(1, SIMULATOR.effectsOf(approved.subject()).size());
    assertEquals(1, starts(approved));
  }

  @Test
  void aRebootWhoseExecutorDiedBeforeTheCallIsIndeterminateAndNotGuessed() throws Exception {
    var approved = diesAt("AFTER_INTENT", "dev-postgres-02", "reboot_instance", Map.of());

    afterwards(() -> assertInstanceOf(OperationIndeterminate.class, TOPIC.end(approved)));

    assertEquals(0, SIMULATOR.effectsOf(approved.subject()).size());
  }

  @Test
  void aRebootWhoseExecutorDiedAfterTheCallSucceedsByItsRestartEvent() throws Exception {
    var approved = diesAt("AFTER_CALL", "test-mysql-01", "reboot_instance", Map.of());

    afterwards(() -> assertInstanceOf(OperationSucceeded.class, TOPIC.end(approved)));

    assertEquals(1, SIMULATOR.effectsOf(approved.subject()).size());
  }

  @Test
  void aFailoverWhoseExecutorDiedAfterTheCallSucceedsByItsWriterAndItsEvent() throws Exception {
    var target = new AtomicReference<String>();
    var approved = diesAt("AFTER_CALL", () -> failoverToAReader("dev-aurora-01", target));

    afterwards(() -> {
      var done = assertInstanceOf(OperationSucceeded.class, TOPIC.end(approved));
      assertEquals(target.get(), done.result().get("writer"));
    });

    assertEquals(1, SIMULATOR.effectsOf(approved.subject()).size());
    assertEquals(1, starts(approved));
  }

  @Test
  void aFailoverWhoseExecutorDiedBeforeTheCallIsIndeterminateAndNotGuessed() throws Exception {
    var target = new AtomicReference<String>();
    var approved = diesAt("AFTER_INTENT", () -> failoverToAReader("shop-aurora", target));

    afterwards(() -> {
      assertInstanceOf(OperationIndeterminate.class, TOPIC.end(approved));
      var writer = TOPIC.cluster("shop-aurora").writer().orElseThrow().identifier();
      assertNotEquals(target.get(), writer);
    });

    assertEquals(0, SIMULATOR.effectsOf(approved.subject()).size());
  }

  @Test
  void operationsInFlightWhenTheExecutorIsKilledAllEndOnceAndRight() throws Exception {
    var approved = new ArrayList<Event>();
    try (var victim = executor("")) {
      victim.start();
      for (var n = 0; n < 12; n++) {
        var instance = List.of("dev-postgres-01", "test-mysql-01", "dev-postgres-02").get(n % 3);
        approved.add(
            TOPIC.decide(
                Approvals.approval(
                    TOPIC.instance(instance), "create_snapshot", snapshotParameters())));
      }
      TOPIC.await(approved.getFirst(), OperationStarted.class);
      victim.kill9();
    }

    afterwards(
        () -> approved.forEach(one -> assertInstanceOf(OperationSucceeded.class, TOPIC.end(one))));

    for (var one : approved) {
      assertEquals(1, SIMULATOR.effectsOf(one.subject()).size());
      var sequences = TOPIC.events(one).stream().map(Event::sequence).toList();
      assertEquals(sequences.size(), new HashSet<>(sequences).size(), sequences::toString);
    }
  }

  private static Event failoverToAReader(String identifier, AtomicReference<String> target) {
    var cluster = TOPIC.cluster(identifier);
    target.set(cluster.readers().getFirst().identifier());
    return Approvals.approval(
        cluster,
        "failover_cluster",
        Map.of("target_member", target.get(), "confirm_production", true));
  }

  private static Event diesAt(
      String crashPoint, String instance, String operation, Map<String, Object> parameters)
      throws Exception {
    return diesAt(
        crashPoint, () -> Approvals.approval(TOPIC.instance(instance), operation, parameters));
  }

  private static Event diesAt(String crashPoint, Supplier<Event> approval) throws Exception {
    try (var victim = executor(crashPoint)) {
      victim.start();
      var approved = TOPIC.decide(approval.get());
      assertEquals(137, victim.exit().get(2, TimeUnit.MINUTES).exitValue());
      return approved;
    }
  }

  private static void afterwards(Runnable check) {
    try (var successor = executor("")) {
      successor.start();
      check.run();
    }
  }

  private static long starts(Event approved) {
    return TOPIC.about(approved).stream().filter(OperationStarted.class::isInstance).count();
  }

  /**
   * @param crashAt the crash point, or an empty text
   */
  private static ServiceProcess executor(String crashAt) {
    var settings = SimulatedAws.settings(INFRA, DATABASE, FOLDER, AWS.url());
    var environment = ServiceProcess.variables(settings);
    environment.put("COUNTERSIGN_KAFKA_RIGHTS_CHECK", "off");
    environment.put("AWS_ACCESS_KEY_ID", "AKIALOCALEXECUTOR");
    environment.put("AWS_SECRET_ACCESS_KEY", "local-executor-secret");
    return new ServiceProcess(
        "executor",
        ServiceProcess.application(Platform.home(), "executor"),
        PORT,
        environment,
        FOLDER.resolve("executor.log"),
        crashAt.isEmpty() ? "-Xmx192m" : "-Ddev.countersign.executor.crash-at=" + crashAt + "=1");
  }

  private static Map<String, Object> snapshotParameters() {
    return Map.of("snapshot_id", "s" + EventIds.next().replace("-", ""));
  }
}
