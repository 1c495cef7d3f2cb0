package dev.countersign.rds.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.resource.InstanceStatus;
import dev.countersign.contracts.resource.SnapshotStatus;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sighting;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** States of instances, before and after a call. */
class InstanceStatesTest {
  /** Where the state matters. */
  private static final List<Order> ORDERS =
      Sample.definitions().stream()
          .filter(definition -> !definition.runsOn().statuses().contains("any"))
          .map(Sample::order)
          .toList();

  @Test
  void preflightFollowsTheRulesInEveryState() {
    for (var order : ORDERS) {
      for (var status : InstanceStatus.published()) {
        var kind =
            switch (Operations.definition(order).runsOn().in(status)) {
              case RUNS, RECOVERS -> Check.Clear.class;
              case WAITS -> Check.Wait.class;
              case REFUSES -> Check.Refuse.class;
            };
        assertInstanceOf(
            kind,
            Sample.of(s -> s.status = status).preflight(order),
            () -> order.operation() + " in " + status);
      }
    }
  }

  @Test
  void aStateThatNobodyKnowsIsWaitedForByName() {
    for (var order : ORDERS) {
      var check = Sample.of(s -> s.status = "teleporting").preflight(order);
      assertTrue(assertInstanceOf(Check.Wait.class, check).reason().contains("teleporting"));
      assertInstanceOf(Check.Wait.class, Sample.of(s -> s.status = "").preflight(order));
    }
  }

  @Test
  void whatIsBeingMendedIsNotBrokenByTheStateThatItWasIn() {
    var start = Sample.order("start_instance", Map.of());
    var key = "inaccessible-encryption-credentials-recoverable";
    mends(start, key, s -> s.status = "available");
    var reboot = Sample.order("reboot_instance", Map.of());
    mends(reboot, "incompatible-parameters", s -> s.restarted().status = "available");
    var storage = Sample.order("modify_storage", Map.of("allocated_storage", 40));
    mends(
        storage,
        "storage-full",
        s -> {
          s.allocated = 40;
          s.status = "storage-optimization";
        });
  }

  private static void mends(Order order, String status, java.util.function.Consumer<Sample> done) {
    var before = Sample.of(s -> s.status = status);
    var attempt = before.before(order);
    assertInstanceOf(Sighting.Underway.class, before.look(order, attempt), order.operation());
    assertInstanceOf(Sighting.Done.class, Sample.of(done).look(order, attempt), order.operation());
    before.at = Sample.INTENT.plusSeconds(900 + 601);
    assertInstanceOf(Sighting.Broken.class, before.look(order, attempt), order.operation());
    var other = Sample.of(s -> s.status = "incompatible-network");
    assertInstanceOf(Sighting.Broken.class, other.look(order, attempt), order.operation());
  }

  @Test
  void aParameterGroupIsAttachedThoughItsRebootIsStillToCome() {
    var order = Sample.order("modify_parameter_group", Map.of("parameter_group", "new"));
    var attempt = Sample.of(s -> s.status = "incompatible-parameters").before(order);
    var attached =
        Sample.of(s -> {
          s.status = "incompatible-parameters";
          s.group = "new";
          s.groupStatus = "pending-reboot";
        });
    var done = assertInstanceOf(Sighting.Done.class, attached.look(order, attempt));
    assertEquals(true, done.result().get("reboot_needed"));
  }

  @Test
  void moreStorageIsNotThereWhileTheInstanceIsStillFull() {
    var order = Sample.order("modify_storage", Map.of("allocated_storage", 40));
    var attempt = Sample.of(s -> s.status = "storage-full").before(order);
    var full =
        Sample.of(s -> {
          s.status = "storage-full";
          s.allocated = 40;
        });
    assertInstanceOf(Sighting.Underway.class, full.look(order, attempt));
  }

  @Test
  void everyStateOfASnapshotIsMadeSomethingOf() {
    var create = Sample.order("create_snapshot", Map.of("snapshot_id", "s1"));
    var stop = Sample.order("stop_instance", Map.of("snapshot_id", "s1"));
    var delete = Sample.order("delete_snapshot", Map.of("snapshot_id", "s1"));
    var states = SnapshotStatus.published();
    states.addAll(List.of("teleporting", ""));
    for (var status : states) {
      var nature = SnapshotStatus.nature(status).orElse(SnapshotStatus.Nature.BUSY);
      var sample = snapshot(status);
      var seen =
          switch (nature) {
            case READY -> Sighting.Done.class;
            case BUSY -> Sighting.Underway.class;
            case FAILED, LEAVING -> Sighting.Broken.class;
          };
      assertInstanceOf(seen, sample.look(create, Sample.attempt(Map.of())), status);
      Class<? extends Check> check =
          switch (nature) {
            case READY, FAILED -> Check.Clear.class;
            case BUSY, LEAVING -> Check.Wait.class;
          };
      assertInstanceOf(check, sample.preflight(delete), status);
      sample.status = "stopped";
      assertInstanceOf(seen, sample.look(stop, Sample.attempt(Map.of())), status);
    }
  }

  private static Sample snapshot(String status) {
    return Sample.of(s ->
        s.snapshot =
            new InstanceSight.SnapshotSight(
                "s1",
                "arn",
                status,
                50,
                "db-ABC",
                Sample.INTENT.plusSeconds(5),
                Map.of(Order.OPERATION_TAG, "op-1")));
  }

  @Test
  void anInstanceThatIsBeingOptimizedIsInServiceAllTheSame() {
    for (var status : List.of("storage-optimization", "storage-initialization")) {
      var start = Sample.order("start_instance", Map.of());
      assertInstanceOf(
          Sighting.Done.class,
          Sample.of(s -> s.status = status).look(start, Sample.attempt(Map.of())));
      var reboot = Sample.order("reboot_instance", Map.of());
      assertInstanceOf(
          Sighting.Done.class,
          Sample.of(s -> s.restarted().status = status).look(reboot, Sample.attempt(Map.of())));
    }
  }
}
