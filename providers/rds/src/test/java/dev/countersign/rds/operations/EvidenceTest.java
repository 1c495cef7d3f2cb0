package dev.countersign.rds.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.operation.Guard;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Finding;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sighting;
import dev.countersign.rds.operations.InstanceSight.EventSight;
import dev.countersign.rds.operations.InstanceSight.SnapshotSight;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** That something is not seen is no proof that nothing was done. */
class EvidenceTest {
  private static final Instant INTENT = Instant.parse("2026-01-02T03:00:00Z");
  private static final ResourceKey KEY =
      ResourceKey.parse("111122223333:eu-central-1:rds:db:db-ABC");

  /** All that is done to the instance itself, and not to its snapshots alone. */
  private static final List<OperationDefinition> DEFINITIONS =
      Sample.definitions().stream()
          .filter(definition -> definition.rights().containsKey("db"))
          .toList();

  @Test
  void anInstanceThatIsGoneProvesNothing() {
    for (var definition : DEFINITIONS) {
      var order = Sample.order(definition);
      var gone = new InstanceSight(null, null, List.of(), INTENT.plusSeconds(960));
      assertEquals(Finding.UNDECIDED, probe(order, gone), definition.name());
      assertFalse(SightEvidence.of(order, gone).isEmpty(), definition.name());
    }
  }

  /**
   * Where nothing keeps a second call from having an effect, nothing proves that there was none.
   */
  @Test
  void anInstanceThatIsAsItWasProvesThatNothingWasDoneUnlessThereIsNoGuard() {
    for (var definition : DEFINITIONS) {
      var order = Sample.order(definition);
      var expected = definition.guard() == Guard.NONE ? Finding.UNDECIDED : Finding.ABSENT;
      var status = Sample.taking(definition).status;
      assertEquals(expected, probe(order, sight(status, List.of())), definition.name());
    }
  }

  @Test
  void whatSomebodyTookBackByHandIsToldByItsEvents() {
    var stopped = event(60, "DB instance stopped", "notification");
    var started = event(400, "DB instance started", "notification");
    var stop = order("stop_instance", Map.of());
    assertEquals(Finding.UNDECIDED, probe(stop, sight("available", List.of(stopped, started))));
    var start = order("start_instance", Map.of());
    assertEquals(Finding.UNDECIDED, probe(start, sight("stopped", List.of(started, stopped))));
    var storage = order("modify_storage", Map.of("allocated_storage", 200));
    var applied =
        event(60, "Finished applying modification to allocated storage", "configuration change");
    assertEquals(Finding.UNDECIDED, probe(storage, sight("available", List.of(applied))));
  }

  @Test
  void eventsFromBeforeTheIntentSayNothingAboutIt() {
    var before = List.of(event(-60, "DB instance stopped", "notification"));
    assertEquals(
        Finding.ABSENT, probe(order("stop_instance", Map.of()), sight("available", before)));
  }

  @Test
  void anotherValueThanBeforeAndThanAskedForProvesNothing() {
    var order = order("modify_backup_window", Map.of("backup_window", "05:00-06:00"));
    var baseline = Map.of("before.PreferredBackupWindow", "07:00-08:00");
    assertEquals(
        Finding.UNDECIDED,
        Operations.of(order).probe(order, attempt(baseline), sight("available", List.of())));
  }

  @Test
  void aRestartBySomebodyElseJustBeforeTheIntentIsNotOurs() {
    var order = order("reboot_instance", Map.of());
    var foreign = event(-2, "DB instance restarted", "availability");
    assertEquals(Finding.UNDECIDED, probe(order, sight("available", List.of(foreign))));
    assertInstanceOf(
        Sighting.Underway.class,
        Operations.of(order).look(order, attempt(Map.of()), sight("available", List.of(foreign))));
  }

  @Test
  void eventsAreDatedByTheClockOfAws() {
    var order = order("reboot_instance", Map.of());
    var behind =
        new Attempt(
            1, "s", INTENT.plusSeconds(900), INTENT, INTENT.minusSeconds(4), Map.of(), null, null);
    var ours = sight("available", List.of(event(-3, "DB instance restarted", "availability")));
    assertEquals(Finding.HAPPENED, Operations.of(order).probe(order, behind, ours));
  }

  @Test
  void aSnapshotWhoseTagsAreNotListedYetIsNotSomebodyElses() {
    var order = order("create_snapshot", Map.of("snapshot_id", "s1"));
    var untagged = snapshot(INTENT.plusSeconds(2), Map.of());
    assertEquals(Finding.UNDECIDED, probe(order, untagged));
    assertInstanceOf(Sighting.Underway.class, look(order, untagged));
    var undated = snapshot(null, Map.of());
    assertEquals(Finding.UNDECIDED, probe(order, undated));
    assertInstanceOf(Sighting.Underway.class, look(order, undated));
    var tagged = snapshot(INTENT.plusSeconds(2), Map.of(Order.OPERATION_TAG, "op-1"));
    assertEquals(Finding.HAPPENED, probe(order, tagged));
    assertInstanceOf(Sighting.Done.class, look(order, tagged));
  }

  @Test
  void aSnapshotThatIsOlderThanTheIntentOrOfAnotherOperationIsSomebodyElses() {
    var order = order("create_snapshot", Map.of("snapshot_id", "s1"));
    for (var theirs :
        List.of(
            snapshot(INTENT.minusSeconds(2), Map.of()),
            snapshot(INTENT.plusSeconds(2), Map.of(Order.OPERATION_TAG, "op-2")))) {
      assertEquals(Finding.ABSENT, probe(order, theirs));
      assertInstanceOf(Sighting.Broken.class, look(order, theirs));
    }
  }

  private static Finding probe(Order order, InstanceSight sight) {
    return Operations.of(order).probe(order, attempt(Map.of()), sight);
  }

  private static Sighting look(Order order, InstanceSight sight) {
    return Operations.of(order).look(order, attempt(Map.of()), sight);
  }

  private static Attempt attempt(Map<String, String> baseline) {
    return new Attempt(1, "session", INTENT.plusSeconds(900), INTENT, baseline, null);
  }

  private static EventSight event(long secondsAfterIntent, String message, String category) {
    return new EventSight(INTENT.plusSeconds(secondsAfterIntent), message, List.of(category));
  }

  private static InstanceSight snapshot(@Nullable Instant createdAt, Map<String, String> tags) {
    return new InstanceSight(
        instance("available"),
        new SnapshotSight("s1", "arn", "available", 100, "db-ABC", createdAt, tags),
        List.of(),
        INTENT);
  }

  private static InstanceSight sight(String status, List<EventSight> events) {
    return new InstanceSight(instance(status), null, events, INTENT);
  }

  private static Instance instance(String status) {
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
        List.of("default.postgres16"),
        Map.of(),
        Map.of(),
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
        new Classification(Environment.DEVELOPMENT, "tag", "", "db-1", List.of(), Map.of()));
  }
}
