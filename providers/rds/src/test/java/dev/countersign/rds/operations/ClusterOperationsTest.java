package dev.countersign.rds.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.operation.Guard;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Finding;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sighting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The operations on clusters: what is done, what is not done yet, and what a lost answer leaves.
 */
class ClusterOperationsTest {
  private static final Map<String, String> OURS = Map.of(Order.OPERATION_TAG, "op-1");
  private static final Consumer<ClusterSample> FAILED_OVER =
      s -> {
        s.writer = "two";
        s.event(27, "Completed customer initiated failover to DB instance: two", "failover");
      };

  /** What is seen once each operation is done as its first example asks. */
  private static final Map<String, Consumer<ClusterSample>> DONE =
      Map.of(
          "create_cluster_snapshot",
              s ->
                  s.snapshot(
                      "before-upgrade",
                      "available",
                      Map.of(Order.OPERATION_TAG, "op-1", "Team", "Billing")),
          "delete_cluster_snapshot", s -> s.snapshot = null,
          "failover_cluster", FAILED_OVER,
          "stop_cluster", s -> s.all("stopped"),
          "start_cluster", s -> s.all("available"),
          "modify_cluster_backup_window", s -> s.backup = "05:00-06:00",
          "modify_cluster_maintenance_window", s -> s.maintenance = "mon:05:00-mon:06:00",
          "modify_cluster_backup_retention", s -> s.retention = 14,
          "set_cluster_deletion_protection", s -> s.deletionProtection = true);

  /** Single differences from {@link #DONE} that leave it undone. */
  private static final Map<String, List<Consumer<ClusterSample>>> NOT_DONE =
      Map.of(
          "create_cluster_snapshot",
              List.of(
                  s -> s.snapshot = null,
                  s -> s.snapshot("before-upgrade", "creating", OURS),
                  s -> s.snapshot("before-upgrade", "available", OURS),
                  s -> s.snapshot("before-upgrade", "available", Map.of())),
          "delete_cluster_snapshot",
              List.of(s -> s.snapshot("before-upgrade", "deleting", Map.of())),
          "failover_cluster",
              List.of(
                  s -> s.writer = "one",
                  s -> s.writer = "",
                  s -> s.events.clear(),
                  s -> s.status = "failing-over",
                  s -> s.states.put("one", "rebooting"),
                  s -> s.states.put("two", "rebooting"),
                  s -> s.states.put("two", "incompatible-parameters"),
                  s -> {
                    s.events.clear();
                    s.event(-5, "Completed customer initiated failover", "failover");
                  },
                  s -> {
                    s.events.clear();
                    s.event(9, "Completed RDS initiated failover to DB instance: two", "failover");
                  }),
          "stop_cluster", List.of(s -> s.status = "stopping", s -> s.states.put("two", "stopping")),
          "start_cluster",
              List.of(s -> s.status = "starting", s -> s.states.put("three", "starting")),
          "modify_cluster_backup_window",
              List.of(s -> s.backup = "01:00-02:00", s -> s.status = "modifying"),
          "modify_cluster_maintenance_window",
              List.of(s -> s.maintenance = "sun:03:00-sun:04:00", s -> s.status = "modifying"),
          "modify_cluster_backup_retention",
              List.of(
                  s -> s.retention = 7,
                  s -> s.pending = Map.of("BackupRetentionPeriod", "14"),
                  s -> s.status = "modifying"),
          "set_cluster_deletion_protection",
              List.of(s -> s.deletionProtection = false, s -> s.status = "modifying"));

  @Test
  void everyOperationHasItsRows() {
    var names =
        ClusterSample.definitions().stream().map(one -> one.name()).collect(Collectors.toSet());
    assertEquals(names, DONE.keySet());
    assertEquals(names, NOT_DONE.keySet());
  }

  @Test
  void doneIsWhatIsSeenAndNothingLess() {
    for (var definition : ClusterSample.definitions()) {
      var order = ClusterSample.order(definition);
      var before = ClusterSample.taking(definition);
      var attempt = before.before(order);
      assertInstanceOf(Check.Clear.class, before.preflight(order), definition.name());

      assertInstanceOf(Sighting.Done.class, done(definition.name(), s -> {}).look(order, attempt));
      var row = 0;
      for (var difference : row(definition.name())) {
        var sample = done(definition.name(), difference);
        var name = definition.name() + " without its part " + row++;
        assertInstanceOf(Sighting.Underway.class, sample.look(order, attempt), name);
      }
    }
  }

  private static List<Consumer<ClusterSample>> row(String operation) {
    return NOT_DONE.getOrDefault(operation, List.of());
  }

  private static ClusterSample done(String operation, Consumer<ClusterSample> difference) {
    var sample = new ClusterSample();
    DONE.getOrDefault(operation, s -> {}).accept(sample);
    difference.accept(sample);
    return sample;
  }

  @Test
  void aLostAnswerIsFoundOutByWhatIsSeen() {
    for (var definition : ClusterSample.definitions()) {
      var order = ClusterSample.order(definition);
      var before = ClusterSample.taking(definition);
      var attempt = before.before(order);
      assertEquals(
          Finding.HAPPENED,
          done(definition.name(), s -> {}).probe(order, attempt),
          definition.name());
      assertEquals(
          definition.guard() == Guard.NONE ? Finding.UNDECIDED : Finding.ABSENT,
          before.probe(order, attempt),
          definition.name());
    }
  }

  @Test
  void aClusterThatIsGoneIsNoSuccess() {
    for (var definition : ClusterSample.definitions()) {
      var order = ClusterSample.order(definition);
      var gone =
          new ClusterSight(
              null, List.of(), null, false, List.of(), ClusterSample.INTENT.plusSeconds(60));
      var attempt = ClusterSample.taking(definition).before(order);
      var sighting = Operations.ofCluster(order).look(order, attempt, gone);
      var deleted = definition.name().equals("delete_cluster_snapshot");
      assertTrue(deleted || !(sighting instanceof Sighting.Done), definition.name());
    }
  }

  @Test
  void aFailoverToANamedReaderIsDoneWhenThatOneWrites() {
    var order = ClusterSample.order("failover_cluster", Map.of("target_member", "three"));
    var attempt = new ClusterSample().before(order);
    var another = ClusterSample.of(FAILED_OVER);
    assertInstanceOf(Sighting.Underway.class, another.look(order, attempt));
    another.writer = "three";
    var done = assertInstanceOf(Sighting.Done.class, another.look(order, attempt));
    assertEquals("three", done.result().get("writer"));
    assertEquals("one", done.result().get("writer_before"));
    assertTrue(done.evidence().toString().contains("failover"), done::toString);
  }

  @Test
  void aFailoverIsDoneWhateverBecomesOfMembersThatItDoesNotChange() {
    var order = ClusterSample.order("failover_cluster", Map.of("target_member", "two"));
    var attempt = new ClusterSample().before(order);
    for (var other : List.of("rebooting", "incompatible-network", "creating", "stopped")) {
      var sample = ClusterSample.of(FAILED_OVER);
      sample.states.put("three", other);
      var done = assertInstanceOf(Sighting.Done.class, sample.look(order, attempt), other);
      assertEquals("two", done.result().get("writer"));
      assertEquals("Members are not available: three " + other + '.', done.result().get("warning"));
    }
    // The writer of before may be the very reason for the failover.
    var broken = ClusterSample.of(FAILED_OVER);
    broken.states.put("one", "storage-full");
    assertInstanceOf(Sighting.Done.class, broken.look(order, attempt));
  }

  @Test
  void aMemberThatIsNeededAndWillNotServeIsNamed() {
    for (var state : List.of("stopped", "incompatible-parameters", "storage-full", "failed")) {
      var sample = ClusterSample.of(s -> s.states.put("two", state));
      refusedFor("two " + state, sample, "failover_cluster", Map.of("target_member", "two"));
      refusedFor("two " + state, sample, "stop_cluster", Map.of());
      assertInstanceOf(
          Check.Clear.class,
          sample.preflight(ClusterSample.order("failover_cluster", Map.of())),
          "another reader serves");
      sample.states.put("three", state);
      refusedFor("three " + state, sample, "failover_cluster", Map.of());
      sample.states.put("three", "rebooting");
      assertInstanceOf(
          Check.Wait.class, sample.preflight(ClusterSample.order("failover_cluster", Map.of())));
    }
  }

  private static void refusedFor(
      String member, ClusterSample sample, String operation, Map<String, Object> parameters) {
    var check = sample.preflight(ClusterSample.order(operation, parameters));
    var refused = assertInstanceOf(Check.Refuse.class, check, operation);
    assertEquals("member-not-available", refused.fault().code());
    assertTrue(refused.fault().meaning().contains(member), refused.fault().meaning());
  }

  @Test
  void onlyAReaderOfTheClusterCanBeNamed() {
    for (var named : Map.of("one", "writer-already", "four", "not-a-member").entrySet()) {
      var order = ClusterSample.order("failover_cluster", Map.of("target_member", named.getKey()));
      var refused = assertInstanceOf(Check.Refuse.class, new ClusterSample().preflight(order));
      assertEquals(named.getValue(), refused.fault().code());
    }
    var order = ClusterSample.order("failover_cluster", Map.of("target_member", "two"));
    var rebooting = ClusterSample.of(s -> s.states.put("two", "rebooting"));
    assertInstanceOf(Check.Wait.class, rebooting.preflight(order));
  }

  @Test
  void whatRdsGivesUpIsToldWithItsWords() {
    var order = ClusterSample.order("failover_cluster", Map.of());
    var attempt = new ClusterSample().before(order);
    var back = new ClusterSample().event(25, "Promoting previous primary again: one", "failover");
    var broken = assertInstanceOf(Sighting.Broken.class, back.look(order, attempt));
    assertEquals("given-up", broken.fault().code());
    assertEquals(Finding.HAPPENED, back.probe(order, attempt));
  }

  @Test
  void aFailoverThatRdsMadeByItselfIsNotTakenForOurs() {
    var order = ClusterSample.order("failover_cluster", Map.of());
    var attempt = new ClusterSample().before(order);
    var sample = ClusterSample.of(s -> s.writer = "two");
    sample.event(9, "Completed RDS initiated failover to DB instance: two", "failover");
    assertEquals(Finding.UNDECIDED, sample.probe(order, attempt));

    var global = ClusterSample.of(s -> s.writer = "two");
    global.event(9, "Global failover to DB cluster orders completed.", "global failover");
    assertEquals(Finding.UNDECIDED, global.probe(order, attempt));
  }

  @Test
  void aStopThatRdsGivesUpIsToldAndNotMadeAgainAndAnotherFailureIsNone() {
    var order = ClusterSample.order("stop_cluster", Map.of());
    var attempt = new ClusterSample().before(order);
    var givenUp = new ClusterSample().event(9, "DB cluster stop failed.", "notification");
    var broken = assertInstanceOf(Sighting.Broken.class, givenUp.look(order, attempt));
    assertEquals("given-up", broken.fault().code());
    assertEquals(Finding.HAPPENED, givenUp.probe(order, attempt));

    var another = new ClusterSample().event(9, "Patching of a partition failed.", "failure");
    assertInstanceOf(Sighting.Underway.class, another.look(order, attempt));

    for (var message :
        List.of(
            "Started cross AZ failover to DB instance: two",
            "Started same AZ failover to DB instance: two")) {
      var failover = new ClusterSample().event(9, message, "failover");
      assertInstanceOf(Sighting.Underway.class, failover.look(order, attempt), message);
      assertNotEquals(Finding.HAPPENED, failover.probe(order, attempt), message);
    }
  }

  @Test
  void aStateThatPassesIsWaitedForAndOneThatDoesNotIsRefused() {
    var stop = ClusterSample.order("stop_cluster", Map.of());
    for (var busy : List.of("backing-up", "modifying", "failing-over", "a-new-one")) {
      assertInstanceOf(Check.Wait.class, ClusterSample.of(s -> s.status = busy).preflight(stop));
    }
    for (var resting : List.of("stopped", "inaccessible-encryption-credentials")) {
      var refused =
          assertInstanceOf(
              Check.Refuse.class, ClusterSample.of(s -> s.status = resting).preflight(stop));
      assertEquals("wrong-state", refused.fault().code());
    }
    var starting = ClusterSample.order("start_cluster", Map.of());
    assertInstanceOf(Check.Refuse.class, new ClusterSample().preflight(starting));
  }

  /** It would keep the start waiting behind it until it expires. */
  @Test
  void nothingWaitsForAClusterThatIsStopped() {
    for (var definition : ClusterSample.definitions()) {
      for (var parameters : definition.examples()) {
        var checked =
            new ClusterSample()
                .all("stopped")
                .preflight(ClusterSample.order(definition.name(), parameters));
        assertFalse(checked instanceof Check.Wait, () -> definition.name() + ": " + checked);
      }
    }
  }

  @Test
  void aStopWaitsForEveryMember() {
    var stop = ClusterSample.order("stop_cluster", Map.of());
    var rebooting = ClusterSample.of(s -> s.states.put("three", "rebooting"));
    var waits = assertInstanceOf(Check.Wait.class, rebooting.preflight(stop));
    assertTrue(waits.reason().contains("three rebooting"), waits.reason());
  }

  @Test
  void nothingElseIsAppliedAlong() {
    var order = ClusterSample.order("modify_cluster_backup_retention", retention(14));
    var pending = ClusterSample.of(s -> s.pending = Map.of("EngineVersion", "17.1"));
    var refused = assertInstanceOf(Check.Refuse.class, pending.preflight(order));
    assertEquals("pending-changes", refused.fault().code());
  }

  @Test
  void aChangeThatIsShownNeitherAsSetNorAsPendingWasTakenBack() {
    var order = ClusterSample.order("modify_cluster_backup_retention", retention(14));
    var attempt = new ClusterSample().before(order);
    var later = ClusterSample.of(s -> s.at = ClusterSample.INTENT.plusSeconds(1300));
    var broken = assertInstanceOf(Sighting.Broken.class, later.look(order, attempt));
    assertEquals("taken-back", broken.fault().code());
  }

  private static Map<String, Object> retention(int days) {
    return Map.of("backup_retention_days", days);
  }

  @Test
  void aSnapshotOfTheNameThatIsNotOursIsRefusedBeforeTheCall() {
    var order = ClusterSample.order("create_cluster_snapshot", Map.of("snapshot_id", "s1"));
    var taken = new ClusterSample().snapshot("s1", "available", Map.of());
    assertInstanceOf(Check.Refuse.class, taken.preflight(order));
    var ours = new ClusterSample().snapshot("s1", "creating", OURS);
    assertInstanceOf(Check.Clear.class, ours.preflight(order));
  }

  @Test
  void theClustersTagsAreHandedDownWhereItCopiesThem() {
    var order = ClusterSample.order("create_cluster_snapshot", Map.of("snapshot_id", "s1"));
    var attempt = ClusterSample.of(s -> s.copiesTags = true).before(order);
    var tags = Operations.ofCluster(order).call(order, attempt).arguments().get("Tags");
    assertEquals(Map.of(Order.OPERATION_TAG, "op-1", "Env", "dev"), tags);
  }

  @Test
  void aCallAsksForNothingThatItsDefinitionDoesNotHave() {
    for (var definition : ClusterSample.definitions()) {
      for (var parameters : definition.examples()) {
        var order = ClusterSample.order(definition.name(), parameters);
        var asked = new HashMap<String, Set<String>>();
        for (var right : Operations.ofCluster(order).call(order).rights()) {
          right
              .resources()
              .forEach(arn ->
                  asked
                      .computeIfAbsent(arn.split(":", -1)[5], kind -> new TreeSet<>())
                      .addAll(right.actions()));
        }
        asked.forEach((kind, actions) ->
            assertTrue(
                definition.rights().getOrDefault(kind, List.of()).containsAll(actions),
                definition.name() + " on " + kind));
        var answer = Operations.ofCluster(order).answer(order);
        assertEquals("shop", answer.get("cluster_id"));
        assertEquals(definition.name(), answer.get("operation"));
      }
    }
  }

  @Test
  void aPersonWhoHasToJudgeSeesTheClusterItsMembersAndTheEvents() {
    var order = ClusterSample.order("failover_cluster", Map.of());
    var evidence =
        Operations.ofCluster(order).evidence(order, ClusterSample.of(FAILED_OVER).sight());
    var sources = evidence.stream().map(one -> one.source()).toList();
    assertEquals(List.of("DescribeDBClusters", "DescribeDBInstances", "DescribeEvents"), sources);
  }

  @Test
  void untoldTagsDecideNothingAndAnOlderSnapshotIsAnothers() {
    var order = ClusterSample.order("create_cluster_snapshot", Map.of("snapshot_id", "s1"));
    Attempt attempt = new ClusterSample().before(order);
    var untold = new ClusterSample().snapshot("s1", "available", Map.of());
    assertEquals(Finding.UNDECIDED, untold.probe(order, attempt));
  }
}
