package dev.countersign.rds.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Finding;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sighting;
import dev.countersign.rds.operations.InstanceSight.Details;
import dev.countersign.rds.operations.InstanceSight.EventSight;
import dev.countersign.rds.operations.InstanceSight.SnapshotSight;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the changes of an instance make of what they see. */
class ModificationsTest {
  private static final Instant INTENT = Instant.parse("2026-01-02T03:00:00Z");
  private static final ResourceKey KEY =
      ResourceKey.parse("111122223333:eu-central-1:rds:db:db-ABC");
  private static final String UNABLE =
      "Unable to modify the DB instance: insufficient instance capacity";

  private static final Order CLASS_NOW =
      order(
          "modify_instance_class",
          Map.of("instance_class", "db.m7g.large", "apply_immediately", true));
  private static final Order CLASS_LATER =
      order("modify_instance_class", Map.of("instance_class", "db.m7g.large"));

  @Test
  void availableWithTheOldClassIsNotDone() {
    var seen = sight(instance("db.t4g.medium", Map.of("DBInstanceClass", "db.m7g.large")));
    assertInstanceOf(Sighting.Underway.class, look(CLASS_NOW, seen));
    assertInstanceOf(Sighting.Done.class, look(CLASS_LATER, seen));
    assertEquals(Finding.HAPPENED, probe(CLASS_NOW, seen));
  }

  @Test
  void theNewClassWithNothingPendingIsDone() {
    assertInstanceOf(Sighting.Done.class, look(CLASS_NOW, sight(instance("db.m7g.large"))));
    var another = instance("db.m7g.large", Map.of("DBInstanceClass", "db.r7g.large"));
    assertInstanceOf(Sighting.Underway.class, look(CLASS_NOW, sight(another)));
  }

  @Test
  void aChangeThatIsNeitherThereNorPendingDidNotHappen() {
    assertEquals(Finding.ABSENT, probe(CLASS_NOW, sight(instance("db.t4g.medium"))));
  }

  @Test
  void aReturnToTheValueInForceHappenedOnlyWhereNoOtherWaitsAnyMore() {
    for (var atOnce : List.of(true, false)) {
      var back =
          order(
              "modify_instance_class",
              Map.of("instance_class", "db.t4g.medium", "apply_immediately", atOnce));
      var other = Map.of("DBInstanceClass", "db.r7g.large");
      var unsent = sight(instance("db.t4g.medium", other));
      var attempt = attempt(assertInstanceOf(Check.Clear.class, before(back, unsent)).baseline());
      var operation = Operations.of(back);
      assertEquals(Finding.ABSENT, operation.probe(back, attempt, unsent));
      var sent = sight(instance("db.t4g.medium"));
      assertEquals(Finding.HAPPENED, operation.probe(back, attempt, sent));
      var third = sight(instance("db.t4g.medium", Map.of("DBInstanceClass", "db.x2g.large")));
      assertEquals(Finding.UNDECIDED, operation.probe(back, attempt, third));
    }
  }

  @Test
  void whatWaitedForTheWindowBeforeIsNoProofThatItWasToldToBeAppliedNow() {
    var waiting = sight(instance("db.t4g.medium", Map.of("DBInstanceClass", "db.m7g.large")));
    var attempt =
        attempt(assertInstanceOf(Check.Clear.class, before(CLASS_NOW, waiting)).baseline());
    var now = Operations.of(CLASS_NOW);
    assertEquals(Finding.ABSENT, now.probe(CLASS_NOW, attempt, waiting));
    var applied = sight(instance("db.m7g.large"));
    assertEquals(Finding.HAPPENED, now.probe(CLASS_NOW, attempt, applied));
    // For the window it is as asked for, whoever asked.
    var later = Operations.of(CLASS_LATER);
    assertEquals(Finding.HAPPENED, later.probe(CLASS_LATER, attempt, waiting));
  }

  @Test
  void aChangeThatSomebodyTakesBackEndsAndIsNotWaitedFor() {
    for (var order : List.of(CLASS_LATER, CLASS_NOW)) {
      var sample = new Sample();
      assertInstanceOf(Sighting.Underway.class, sample.look(order, attempt(Map.of())));
      // The call may have been taken only just before its credentials ended.
      sample.at = INTENT.plusSeconds(900 + 299);
      assertInstanceOf(Sighting.Underway.class, sample.look(order, attempt(Map.of())));
      sample.at = INTENT.plusSeconds(900 + 301);
      var broken = assertInstanceOf(Sighting.Broken.class, sample.look(order, attempt(Map.of())));
      assertEquals("taken-back", broken.fault().code());
      // RDS is at work on something: it may be this.
      sample.status = "modifying";
      assertInstanceOf(Sighting.Underway.class, sample.look(order, attempt(Map.of())));
      // Another change in its place is not this one.
      sample.status = "available";
      sample.pending = Map.of("DBInstanceClass", "db.r7g.large");
      assertInstanceOf(Sighting.Broken.class, sample.look(order, attempt(Map.of())));
    }
    var waiting = new Sample();
    waiting.at = INTENT.plusSeconds(900 + 301);
    waiting.pending = Map.of("DBInstanceClass", "db.m7g.large");
    assertInstanceOf(Sighting.Underway.class, waiting.look(CLASS_NOW, attempt(Map.of())));
  }

  @Test
  void oneCalmLookAfterRdsWasAtWorkTakesNothingBack() {
    var attempt = attempt(Map.of());
    var sample = Sample.of(s -> s.status = "modifying");
    sample.at = INTENT.plusSeconds(2400);
    var calm = sample.sight().after(INTENT).calmSince();
    assertNull(calm);
    sample.status = "available";
    for (var second : List.of(0, 30, 299)) {
      sample.at = INTENT.plusSeconds(2430 + second);
      var sight = sample.sight().after(calm);
      calm = sight.calmSince();
      assertInstanceOf(
          Sighting.Underway.class, Operations.of(CLASS_NOW).look(CLASS_NOW, attempt, sight));
    }
    sample.at = INTENT.plusSeconds(2430 + 300);
    var sight = sample.sight().after(calm);
    var broken =
        assertInstanceOf(
            Sighting.Broken.class, Operations.of(CLASS_NOW).look(CLASS_NOW, attempt, sight));
    assertEquals("taken-back", broken.fault().code());
  }

  @Test
  void whyAChangeDidNotComeAboutIsNotToldWithoutTheEvents() {
    var operation = Operations.of(CLASS_NOW);
    var sample = new Sample();
    sample.at = INTENT.plusSeconds(900 + 301);
    var attempt = attempt(Map.of());
    assertInstanceOf(Sighting.Broken.class, sample.look(CLASS_NOW, attempt));
    assertFalse(operation.settledWithoutEvents(CLASS_NOW, attempt, sample.sight()));
    sample.events.add(event(60, UNABLE));
    var broken = assertInstanceOf(Sighting.Broken.class, sample.look(CLASS_NOW, attempt));
    assertEquals("modification-failed", broken.fault().code());

    var done = Sample.of(s -> s.instanceClass = "db.m7g.large").sight();
    assertTrue(operation.settledWithoutEvents(CLASS_NOW, attempt, done));
    var busy = Sample.of(s -> s.status = "modifying").sight();
    assertTrue(operation.settledWithoutEvents(CLASS_NOW, attempt, busy));
    var gone = new InstanceSight(null, null, List.of(), INTENT);
    assertTrue(operation.settledWithoutEvents(CLASS_NOW, attempt, gone));
    // A start that ended in trouble has its reason among the events, too.
    var start = order("start_instance", Map.of());
    var failed = Sample.of(s -> s.status = "incompatible-network").sight();
    assertFalse(Operations.of(start).settledWithoutEvents(start, attempt, failed));
  }

  @Test
  void moreStorageThanWasAskedForIsEnough() {
    var order = storage(Map.of("allocated_storage", 200));
    for (var size : List.of(200, 220)) {
      var sample = new Sample();
      sample.allocated = size;
      assertInstanceOf(Sighting.Done.class, sample.look(order, attempt(Map.of())), "" + size);
      // It goes on growing by itself.
      sample.pending = Map.of("AllocatedStorage", "260");
      assertInstanceOf(Sighting.Done.class, sample.look(order, attempt(Map.of())), "" + size);
    }
    var less = new Sample();
    less.allocated = 199;
    assertInstanceOf(Sighting.Underway.class, less.look(order, attempt(Map.of())));
  }

  @Test
  void aFailureSinceTheIntentIsAFailureAndAProofThatItWasTaken() {
    var failed = sight(instance("db.t4g.medium"), event(60, UNABLE));
    assertInstanceOf(Sighting.Broken.class, look(CLASS_NOW, failed));
    assertEquals(Finding.HAPPENED, probe(CLASS_NOW, failed));
  }

  @Test
  void theFailureOfAnEarlierChangeIsNotOurs() {
    var before = sight(instance("db.t4g.medium"), event(-1, UNABLE));
    var baseline = ((Check.Clear) before(CLASS_NOW, before)).baseline();
    assertInstanceOf(
        Sighting.Underway.class,
        Operations.of(CLASS_NOW).look(CLASS_NOW, attempt(baseline), before));
    assertEquals(
        Finding.ABSENT, Operations.of(CLASS_NOW).probe(CLASS_NOW, attempt(baseline), before));
  }

  @Test
  void aFailedBackupIsNotAFailedChange() {
    var seen =
        sight(
            instance("db.t4g.medium"),
            new EventSight(INTENT.plusSeconds(9), "Manual snapshot failed", List.of("failure")));
    assertInstanceOf(Sighting.Underway.class, look(CLASS_NOW, seen));
  }

  @Test
  void whatElseIsPendingHasToBeNamedWithItsValue() {
    var pending = sight(instance("db.t4g.medium", Map.of("MultiAZ", "true")));
    assertRefused("pending-changes", CLASS_NOW, pending);
    assertInstanceOf(Check.Clear.class, before(CLASS_LATER, pending));
    assertRefused("pending-changes", agreeing("MultiAZ=false"), pending);
    var agreed = agreeing("MultiAZ=true");
    assertInstanceOf(Check.Clear.class, before(agreed, pending));
    // It is ours now, too: done means that it was applied as well.
    var half = sight(instance("db.m7g.large", Map.of("MultiAZ", "true")));
    assertInstanceOf(Sighting.Underway.class, look(agreed, half));
  }

  @Test
  void anOwnFieldThatIsNamedAmongTheOthersIsOverwrittenAndNotWaitedFor() {
    var order = agreeing("DBInstanceClass=db.r7g.large");
    var pending = sight(instance("db.t4g.medium", Map.of("DBInstanceClass", "db.r7g.large")));
    var baseline = assertInstanceOf(Check.Clear.class, before(order, pending)).baseline();
    var done = sight(instance("db.m7g.large"));
    assertInstanceOf(
        Sighting.Done.class, Operations.of(order).look(order, attempt(baseline), done));
  }

  @Test
  void aParameterGroupIsDoneWhenRdsHasFinishedWithIt() {
    var order = order("modify_parameter_group", Map.of("parameter_group", "old"));
    assertRefused("nothing-to-change", order, sight(instance("db.t4g.medium")));
    for (var status : List.of("applying", "")) {
      assertInstanceOf(Sighting.Underway.class, look(order, group(status)), status);
    }
    for (var status : List.of("in-sync", "pending-reboot")) {
      var done = assertInstanceOf(Sighting.Done.class, look(order, group(status)));
      assertEquals(status.equals("pending-reboot"), done.result().get("reboot_needed"));
    }
  }

  @Test
  void storageIsHeldAgainstItsType() {
    var seen = sight(instance("db.t4g.medium"));
    assertRefused("storage-cannot-shrink", storage(Map.of("allocated_storage", 10)), seen);
    assertRefused("nothing-to-change", storage(Map.of("allocated_storage", 20)), seen);
    assertRefused("storage-step-too-small", storage(Map.of("allocated_storage", 21)), seen);
    assertInstanceOf(Check.Clear.class, before(storage(Map.of("allocated_storage", 22)), seen));
    assertRefused(
        "iops-missing", storage(Map.of("allocated_storage", 20, "storage_type", "io2")), seen);
    assertRefused(
        "not-of-this-storage-type",
        storage(Map.of("allocated_storage", 20, "storage_type", "gp2", "throughput", 250)),
        seen);
  }

  @Test
  void aMaintenanceWindowThatIsOpenNowWouldBeginAtOnce() {
    // 2026-01-02 is a Friday; the look is at 03:00.
    assertRefused("window-is-open-now", window("fri:02:45-fri:03:15"));
    assertRefused("windows-overlap", window("mon:01:30-mon:02:30"));
    assertRefused("window-length", window("mon:05:00-mon:05:10"));
    assertRefused("window-length", window("mon:05:00-wed:05:00"));
    assertInstanceOf(
        Check.Clear.class, before(window("mon:05:00-mon:06:00"), sight(instance("db.t4g.medium"))));
  }

  @Test
  void aSnapshotOfTheSameNameThatWasMadeLaterIsAnotherOne() {
    var order = order("delete_snapshot", Map.of("snapshot_id", "s1"));
    var here = snapshot(INTENT.minusSeconds(900));
    var baseline = ((Check.Clear) before(order, here)).baseline();
    var delete = Operations.of(order);
    assertEquals(Finding.ABSENT, delete.probe(order, attempt(baseline), here));
    var other = snapshot(INTENT.plusSeconds(5));
    assertEquals(Finding.HAPPENED, delete.probe(order, attempt(baseline), other));
    var none = sight(instance("db.t4g.medium"));
    assertInstanceOf(Sighting.Done.class, delete.look(order, attempt(baseline), none));
  }

  private static void assertRefused(String code, Order order) {
    assertRefused(code, order, sight(instance("db.t4g.medium")));
  }

  private static void assertRefused(String code, Order order, InstanceSight sight) {
    var refusal = assertInstanceOf(Check.Refuse.class, before(order, sight));
    assertEquals(code, refusal.fault().code());
    assertTrue(refusal.fault().nextStep().endsWith("."), refusal::toString);
  }

  private static Check before(Order order, InstanceSight sight) {
    return Operations.of(order).before(order, sight);
  }

  private static Sighting look(Order order, InstanceSight sight) {
    return Operations.of(order).look(order, attempt(Map.of()), sight);
  }

  private static Finding probe(Order order, InstanceSight sight) {
    return Operations.of(order).probe(order, attempt(Map.of()), sight);
  }

  private static Attempt attempt(Map<String, String> baseline) {
    return new Attempt(1, "session", INTENT.plusSeconds(900), INTENT, baseline, null);
  }

  private static EventSight event(long secondsAfterIntent, String message) {
    return new EventSight(INTENT.plusSeconds(secondsAfterIntent), message, List.of("failure"));
  }

  private static InstanceSight sight(Instance instance, EventSight... events) {
    return new InstanceSight(instance, null, List.of(events), INTENT);
  }

  private static InstanceSight group(String status) {
    return new InstanceSight(
        instance("db.t4g.medium"),
        null,
        new Details(null, Map.of("old", status), null, false),
        List.of(),
        INTENT);
  }

  private static InstanceSight snapshot(Instant created) {
    return new InstanceSight(
        instance("db.t4g.medium"),
        new SnapshotSight("s1", "arn", "available", 100, "db-ABC", created, Map.of()),
        List.of(),
        INTENT);
  }

  private static Instance instance(String instanceClass) {
    return instance(instanceClass, Map.of());
  }

  private static Instance instance(String instanceClass, Map<String, String> pending) {
    return new Instance(
        KEY,
        "db-1",
        "arn",
        "postgres",
        "16.4",
        instanceClass,
        "available",
        new Instance.Storage("gp3", 20, null, null),
        new Instance.Windows("01:00-02:00", "sun:03:00-sun:04:00", 7),
        new Instance.Topology(false, false, null, null, List.of()),
        List.of("old"),
        Map.of("Env", "dev"),
        pending,
        INTENT);
  }

  private static Order storage(Map<String, Object> parameters) {
    return order("modify_storage", parameters);
  }

  private static Order window(String window) {
    return order("modify_maintenance_window", Map.of("maintenance_window", window));
  }

  private static Order agreeing(String change) {
    return order(
        "modify_instance_class",
        Map.of(
            "instance_class",
            "db.m7g.large",
            "apply_immediately",
            true,
            "also_apply",
            List.of(change)));
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
            List.of("Env"),
            Map.of("Env", "dev")));
  }
}
