package dev.countersign.chaos.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.countersign.contracts.event.StatusEvent;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.event.StatusEvent.OperationFailed;
import dev.countersign.contracts.event.StatusEvent.OperationSucceeded;
import dev.countersign.contracts.event.Trace;
import dev.countersign.executor.core.State;
import dev.countersign.executor.core.Terms;
import dev.countersign.executor.execution.Found.Stored;
import dev.countersign.executor.execution.Row;
import dev.countersign.executor.execution.Standing;
import dev.countersign.provider.operation.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What excuses a success without an effect, or an effect at another's time, and what does not. */
class ExcusesTest {
  private static final String FAILOVER = "FailoverDBCluster";
  private static final String REBOOT = "RebootDBInstance";

  private final World world = new World(1, Plant.NOTHING, true);
  private final SimulatedInstance instance = world.rds.instances().getFirst();
  private final SimulatedCluster cluster = world.rds.cluster();
  private int operations;

  @Test
  void aStrangersRestartSinceTheIntentIsAsGood() {
    succeeded(intended(reboot(instance), 100), 200);
    stranger(REBOOT, instance, Map.of(), 110);
    assertFalseSuccesses(0);
  }

  @ParameterizedTest
  @CsvSource({"54", "201"})
  void aStrangersRestartLongBeforeTheIntentOrAfterTheEndIsNot(long second) {
    succeeded(intended(reboot(instance), 100), 200);
    stranger(REBOOT, instance, Map.of(), second);
    assertFalseSuccesses(1);
  }

  @Test
  void aStrangersFailoverCountsWhereItPromotedTheNamedMember() {
    succeeded(intended(failover("shop-2"), 100), 200);
    stranger(FAILOVER, cluster, Map.of(Effect.TARGET, "shop-3"), 110);
    assertFalseSuccesses(1);
    stranger(FAILOVER, cluster, Map.of(Effect.TARGET, "shop-2"), 120);
    assertFalseSuccesses(0);
  }

  @Test
  void whereNoMemberIsNamedAnyFailoverOfAStrangerCounts() {
    succeeded(intended(operation(cluster, "failover_cluster", Map.of()), 100), 200);
    stranger(FAILOVER, cluster, Map.of(Effect.TARGET, "shop-3"), 110);
    assertFalseSuccesses(0);
  }

  @ParameterizedTest
  @CsvSource({"shop-1,0", "shop-2,0", "shop-3,1"})
  void aFailoverRestartsTheWriterAndThePromotedMemberAndNoOther(String member, int wrong) {
    succeeded(intended(reboot(cluster.member(member)), 100), 200);
    stranger(FAILOVER, cluster, Map.of(Effect.TARGET, "shop-2"), 110);
    assertFalseSuccesses(wrong);
  }

  @Test
  void theLateCallOfAnOperationThatAStrangerEndedIsAsGood() {
    var late = endedByAStranger("shop-2");
    succeeded(intended(failover("shop-2"), 300), 400);
    effect(late, 310, false);
    assertFalseSuccesses(0);
  }

  @Test
  void theLateCallOfOneWithOtherArgumentsIsNot() {
    var late = endedByAStranger("shop-2");
    succeeded(intended(failover("shop-3"), 300), 400);
    effect(late, 310, false);
    assertFalseSuccesses(1);
  }

  @Test
  void theLateCallOfOneThatNoStrangerHasEndedIsNot() {
    var late = failed(intended(failover("shop-2"), 100), 200);
    stranger(FAILOVER, cluster, Map.of(Effect.TARGET, "shop-2"), 110);
    succeeded(intended(failover("shop-2"), 300), 400);
    effect(late, 310, false);
    assertFalseSuccesses(1);
  }

  @ParameterizedTest
  @CsvSource({"290", "401"})
  void aLateCallBeforeTheIntentOrAfterTheEndIsNot(long second) {
    var late = endedByAStranger("shop-2");
    succeeded(intended(failover("shop-2"), 300), 400);
    effect(late, second, false);
    assertFalseSuccesses(1);
  }

  @Test
  void aLateCallThatRdsTookBackIsNot() {
    var late = endedByAStranger("shop-2");
    succeeded(intended(failover("shop-2"), 300), 400);
    effect(late, 310, true);
    assertFalseSuccesses(1);
  }

  @Test
  void theCallOfAnOperationThatAStrangerEndedMayArriveAtAnothersTime() {
    var late = endedByAStranger("shop-2");
    intended(reboot(cluster.member("shop-3")), 300);
    effect(late, 310, false);
    assertAtTheSameTime(0);
  }

  @Test
  void theCallOfOneThatEndedOtherwiseMayNotWhateverAStrangerDid() {
    var late = failed(intended(failover("shop-2"), 100), 200);
    stranger(FAILOVER, cluster, Map.of(Effect.TARGET, "shop-2"), 110);
    intended(reboot(cluster.member("shop-3")), 300);
    effect(late, 310, false);
    assertAtTheSameTime(1);
  }

  @Test
  void anothersEffectIsNoExcuseForArrivingInItsMidst() {
    // Ended too early, by nobody's deed; the next one does the same.
    var late = succeeded(intended(reboot(instance), 100), 200);
    var next = intended(reboot(instance), 300);
    effect(next, 305, false);
    effect(late, 310, false);
    assertAtTheSameTime(1);
  }

  private Row endedByAStranger(String target) {
    var row = succeeded(intended(failover(target), 100), 200);
    stranger(FAILOVER, cluster, Map.of(Effect.TARGET, target), 110);
    return row;
  }

  private Row reboot(SimulatedInstance on) {
    return operation(on, "reboot_instance", Map.of());
  }

  private Row failover(String target) {
    return operation(cluster, "failover_cluster", Map.of("target_member", target));
  }

  private Row operation(SimulatedResource on, String kind, Map<String, Object> parameters) {
    var number = operations++;
    var id = "op-" + number;
    world.policy.approve(number, on, kind, parameters, Duration.ofHours(1));
    var classification = Objects.requireNonNull(world.policy.approvals.get(id)).classification();
    var stored =
        new Stored(
            new Standing(id, on.key.toString(), new Trace(id, null, null), 1, 0, 0),
            new Order(id, kind, on.key, on.identifier, parameters, "somebody", classification),
            new State.Ready(Terms.bare(id, at(0)), 0, 0, at(0), null),
            Map.of(),
            null);
    world.records.enter("owner", stored, "");
    return Objects.requireNonNull(world.records.row(id));
  }

  private Instant at(long second) {
    return world.timeline.time().plusSeconds(second);
  }

  private Row intended(Row row, long second) {
    row.phase = "confirming";
    row.intendedAt = at(second);
    return row;
  }

  private Row succeeded(Row row, long second) {
    return ended(
        row, new OperationSucceeded(row.operationId, Map.of(), List.of(), 0, at(second)), second);
  }

  private Row failed(Row row, long second) {
    var fault = new Fault("not-done", null, null, "It was not done.", "Submit it again.");
    return ended(row, new OperationFailed(row.operationId, fault, Map.of(), List.of(), 0), second);
  }

  private Row ended(Row row, StatusEvent.Terminal report, long second) {
    row.told.add(new Row.Told(row.told.size() + 1, report));
    row.ended = true;
    row.endedAt = at(second);
    return row;
  }

  private void stranger(
      String action, SimulatedResource on, Map<String, String> arguments, long second) {
    world
        .rds
        .effects()
        .add(
            new Effect(
                Effect.STRANGER,
                Effect.STRANGER,
                action,
                arguments,
                on,
                at(second),
                at(second),
                at(second),
                false));
  }

  /** Of the very call that was approved, with tags as the executor gives them. */
  private void effect(Row row, long second, boolean takenBack) {
    var call = world.policy.call(row.operationId);
    var arguments = new HashMap<String, Object>(call.arguments());
    arguments.put("Tags", Map.of("countersign:operation", row.operationId));
    world
        .rds
        .effects()
        .add(
            new Effect(
                row.operationId,
                row.operationId + "-1",
                call.action(),
                arguments,
                world.resource(row.operationId),
                at(second),
                at(second),
                at(second),
                takenBack));
  }

  private void assertFalseSuccesses(int many) {
    var violations = new SuccessIsReal().violations(world);
    assertEquals(many, violations.size(), violations::toString);
  }

  private void assertAtTheSameTime(int many) {
    var violations = new OneAtATime().violations(world);
    assertEquals(many, violations.size(), violations::toString);
  }
}
