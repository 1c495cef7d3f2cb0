package dev.countersign.rds.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Finding;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sighting;
import dev.countersign.rds.operations.InstanceSight.EventSight;
import dev.countersign.rds.operations.InstanceSight.SnapshotSight;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What each operation makes of what it sees. */
class ProbesTest {
  private static final Instant INTENT = Instant.parse("2026-01-02T03:00:00Z");
  private static final ResourceKey KEY =
      ResourceKey.parse("111122223333:eu-central-1:rds:db:db-ABC");

  @Test
  void aSnapshotIsOursOnlyByTagAndResourceId() {
    var order = order("create_snapshot", Map.of("snapshot_id", "s1"));
    assertEquals(Finding.HAPPENED, probe(order, snapshot("op-1", "db-ABC")));
    assertEquals(Finding.ABSENT, probe(order, snapshot("op-2", "db-ABC")));
    assertEquals(Finding.ABSENT, probe(order, snapshot("op-1", "db-OTHER")));
    assertEquals(Finding.ABSENT, probe(order, sight("available", List.of())));
  }

  @Test
  void aRebootIsProvenByARestartThatWasNotThereBefore() {
    var order = order("reboot_instance", Map.of());
    var before = List.of(restart(-600), restart(-60));
    var baseline =
        ((Check.Clear) Operations.of(order).before(order, sight("available", before))).baseline();

    assertEquals(Finding.UNDECIDED, probe(order, sight("available", before), baseline));
    assertEquals(Finding.HAPPENED, probe(order, sight("rebooting", before), baseline));
    assertEquals(
        Finding.HAPPENED,
        probe(
            order, sight("available", List.of(restart(-600), restart(-60), restart(5))), baseline));
  }

  @Test
  void aRestartFromBeforeTheIntentThatWasListedLateProvesNothing() {
    var order = order("reboot_instance", Map.of());
    assertEquals(
        Finding.UNDECIDED, probe(order, sight("available", List.of(restart(-180))), Map.of()));
  }

  @Test
  void availableAloneIsNotARebootThatSucceeded() {
    var order = order("reboot_instance", Map.of());
    assertInstanceOf(Sighting.Underway.class, look(order, sight("available", List.of())));
    assertInstanceOf(Sighting.Underway.class, look(order, sight("rebooting", List.of(restart(5)))));
    assertInstanceOf(Sighting.Done.class, look(order, sight("available", List.of(restart(5)))));
    assertInstanceOf(Sighting.Broken.class, look(order, sight("failed", List.of(restart(5)))));
  }

  @Test
  void aStopOrStartThatRdsGaveUpIsNotMadeAgain() {
    var failure =
        List.of(new EventSight(INTENT.plusSeconds(5), "The request failed.", List.of("failure")));
    var stop = order("stop_instance", Map.of());
    assertEquals(Finding.ABSENT, probe(stop, sight("available", List.of())));
    assertEquals(Finding.HAPPENED, probe(stop, sight("available", failure)));
    assertInstanceOf(Sighting.Broken.class, look(stop, sight("available", failure)));
    var start = order("start_instance", Map.of());
    assertEquals(Finding.ABSENT, probe(start, sight("stopped", List.of())));
    assertEquals(Finding.HAPPENED, probe(start, sight("stopped", failure)));
    assertInstanceOf(Sighting.Broken.class, look(start, sight("stopped", failure)));
  }

  @Test
  void aBackupWindowIsComparedWithTheField() {
    var order = order("modify_backup_window", Map.of("backup_window", "01:00-02:00"));
    assertEquals(Finding.HAPPENED, probe(order, sight("available", List.of())));
    var other = order("modify_backup_window", Map.of("backup_window", "05:00-06:00"));
    assertEquals(Finding.ABSENT, probe(other, sight("available", List.of())));
    assertInstanceOf(Sighting.Underway.class, look(other, sight("available", List.of())));
  }

  @Test
  void applyingAtOnceIsRefusedWhereItWouldApplyWhatNobodyApproved() {
    var pending = Map.of("DBInstanceClass", "db.r6g.4xlarge");
    var waiting = sight(instance("available", Map.of("Env", "dev"), pending), List.of());
    var window = Map.<String, Object>of("backup_window", "05:00-06:00");
    var atOnce = Map.<String, Object>of("backup_window", "05:00-06:00", "apply_immediately", true);

    assertInstanceOf(Check.Refuse.class, before(order("modify_backup_window", atOnce), waiting));
    assertInstanceOf(Check.Clear.class, before(order("modify_backup_window", window), waiting));
    var nothing = sight("available", List.of());
    assertInstanceOf(Check.Clear.class, before(order("modify_backup_window", atOnce), nothing));
  }

  private static Check before(Order order, InstanceSight sight) {
    return Operations.of(order).before(order, sight);
  }

  @Test
  void aStopAndAStartAreSeenInTheState() {
    var stop = order("stop_instance", Map.of());
    assertEquals(Finding.HAPPENED, probe(stop, sight("stopping", List.of())));
    assertEquals(Finding.ABSENT, probe(stop, sight("available", List.of())));
    var start = order("start_instance", Map.of());
    assertEquals(Finding.HAPPENED, probe(start, sight("starting", List.of())));
    assertEquals(Finding.ABSENT, probe(start, sight("stopped", List.of())));
  }

  @Test
  void onlyAnInstanceThatStartsOrRunsProvesAStart() {
    var order = Sample.order("start_instance", Map.of());
    var stopped = Sample.of(s -> s.status = "stopped").before(order);
    for (var status : List.of("starting", "available", "storage-optimization", "storage-full")) {
      assertEquals(Finding.HAPPENED, probe(order, status, stopped), status);
    }
    var key = "inaccessible-encryption-credentials-recoverable";
    for (var status :
        List.of("failed", "incompatible-network", key, "stopping", "deleting", "teleporting", "")) {
      assertEquals(Finding.UNDECIDED, probe(order, status, stopped), status);
    }
    assertEquals(Finding.ABSENT, probe(order, "stopped", stopped));
    var recoverable = Sample.of(s -> s.status = key).before(order);
    assertEquals(Finding.ABSENT, probe(order, key, recoverable));
  }

  private static Finding probe(Order order, String status, Attempt attempt) {
    return Operations.of(order).probe(order, attempt, Sample.of(s -> s.status = status).sight());
  }

  @Test
  void anInstanceThatWentAwayAfterTheCallIsNoSuccess() {
    for (var name : Set.of("reboot_instance", "stop_instance", "start_instance")) {
      var gone = new InstanceSight(null, null, List.of(), INTENT);
      assertInstanceOf(Sighting.Broken.class, look(order(name, Map.of()), gone));
    }
  }

  @Test
  void aTagInAnotherCaseIsTheSameTagAndAnotherValueIsNot() {
    var order = order("reboot_instance", Map.of());
    assertInstanceOf(Check.Clear.class, Sample.check(order, sight("available", List.of())));
    var changed = sight(instance("available", Map.of("Env", "dev", "ENV", "prod")), List.of());
    assertInstanceOf(Check.Refuse.class, Sample.check(order, changed));
    var more = sight(instance("available", Map.of("Env", "dev", "Team", "x")), List.of());
    assertInstanceOf(Check.Clear.class, Sample.check(order, more));
  }

  @Test
  void aTagThatPolicyReadsIsReadHereToo() {
    var order = order("reboot_instance", Map.of());
    for (var name : List.of("Env ", "\u00a0Env", "\uff25\uff4e\uff56", "env_")) {
      var tagged = sight(instance("available", Map.of("Env", "dev", name, "prod")), List.of());
      assertInstanceOf(Check.Refuse.class, Sample.check(order, tagged), name);
    }
  }

  @Test
  void whatLessensProtectionByNowNeedsTheConfirmationThatPolicyDidNotAskFor() {
    var days = Map.<String, Object>of("backup_retention_days", 3);
    var unconfirmed = production("modify_backup_retention", days);
    // The instance of this test keeps backups for seven days.
    var refused =
        assertInstanceOf(
            Check.Refuse.class, Sample.check(unconfirmed, sight("available", List.of())));
    assertEquals("confirmation-required", refused.fault().code());
    var more = production("modify_backup_retention", Map.of("backup_retention_days", 8));
    assertInstanceOf(Check.Clear.class, Sample.check(more, sight("available", List.of())));
    var confirmed =
        production(
            "modify_backup_retention",
            Map.of("backup_retention_days", 3, "confirm_production", true));
    assertInstanceOf(Check.Clear.class, Sample.check(confirmed, sight("available", List.of())));
  }

  private static Order production(String operation, Map<String, Object> parameters) {
    var order = order(operation, parameters);
    var was = order.classification();
    return new Order(
        order.operationId(),
        operation,
        order.instance(),
        order.identifier(),
        parameters,
        order.requester(),
        new Classification(
            Environment.PRODUCTION,
            was.method(),
            was.matched(),
            was.identifier(),
            was.consultedTags(),
            was.foundTags()));
  }

  private static Finding probe(Order order, InstanceSight sight) {
    return probe(order, sight, Map.of());
  }

  private static Finding probe(Order order, InstanceSight sight, Map<String, String> baseline) {
    return Operations.of(order).probe(order, attempt(baseline), sight);
  }

  private static Sighting look(Order order, InstanceSight sight) {
    return Operations.of(order).look(order, attempt(Map.of()), sight);
  }

  private static Attempt attempt(Map<String, String> baseline) {
    return new Attempt(1, "session", INTENT.plusSeconds(900), INTENT, baseline, null);
  }

  private static EventSight restart(long secondsAfterIntent) {
    return new EventSight(
        INTENT.plusSeconds(secondsAfterIntent), "DB instance restarted", List.of("availability"));
  }

  private static InstanceSight snapshot(String operation, String resourceId) {
    return new InstanceSight(
        instance("available", Map.of("Env", "dev")),
        new SnapshotSight(
            "s1", "arn", "creating", 10, resourceId, null, Map.of(Order.OPERATION_TAG, operation)),
        List.of(),
        INTENT);
  }

  private static InstanceSight sight(String status, List<EventSight> events) {
    return sight(instance(status, Map.of("Env", "dev")), events);
  }

  private static InstanceSight sight(@Nullable Instance instance, List<EventSight> events) {
    return new InstanceSight(instance, null, events, INTENT);
  }

  private static Instance instance(String status, Map<String, String> tags) {
    return instance(status, tags, Map.of());
  }

  private static Instance instance(
      String status, Map<String, String> tags, Map<String, String> pending) {
    return new Instance(
        KEY,
        "db-1",
        "arn",
        "postgres",
        "16.4",
        "db.t4g.medium",
        status,
        new Instance.Storage("gp3", 20, null, null),
        new Instance.Windows("01:00-02:00", "sun:03:00-sun:04:00", 7),
        new Instance.Topology(false, false, null, null, List.of()),
        List.of(),
        tags,
        pending,
        INTENT);
  }

  private static Order order(String operation, Map<String, Object> parameters) {
    return new Order(
        "op-1",
        operation,
        KEY,
        "db-1",
        parameters,
        "ada",
        new Classification(
            Environment.DEVELOPMENT,
            "tag",
            "Env=dev",
            "db-1",
            List.of("Environment", "env"),
            Map.of("Env", "dev")));
  }
}
