package dev.countersign.chaos.judgement;

import static dev.countersign.chaos.judgement.Count.DOUBLED;
import static dev.countersign.chaos.judgement.Count.ESTABLISHABLE;
import static dev.countersign.chaos.judgement.Count.FALSE_FAILED;
import static dev.countersign.chaos.judgement.Count.FALSE_SUCCEEDED;
import static dev.countersign.chaos.judgement.Count.INDETERMINATE;
import static dev.countersign.chaos.judgement.Count.LOST;
import static dev.countersign.chaos.judgement.Count.OVERLAPPED;
import static dev.countersign.chaos.judgement.Count.UNAPPROVED;
import static dev.countersign.chaos.judgement.Count.UNRESOLVED;
import static dev.countersign.chaos.judgement.SmallRun.FAILOVER;
import static dev.countersign.chaos.judgement.SmallRun.MEMBER;
import static dev.countersign.chaos.judgement.SmallRun.REBOOT;
import static dev.countersign.chaos.judgement.SmallRun.SKEW;
import static dev.countersign.chaos.judgement.SmallRun.SNAPSHOT;
import static dev.countersign.chaos.judgement.SmallRun.WINDOW;
import static dev.countersign.chaos.judgement.SmallRun.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.client.Status;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each wrong that the judge knows, planted into a record in which nothing is wrong. */
class JudgeTest {
  private static final long EXPIRED = 1 + 15 * 60 + 1;

  private final SmallRun run = new SmallRun();

  @Test
  void inAnUntroubledRecordNothingIsCounted() {
    assertCounted(Map.of());
    assertTrue(run.findings().nothingIsWrong());
  }

  @Test
  void whatTheGatewayDoesNotKnowIsLost() {
    run.ended.remove(SNAPSHOT);
    assertCounted(Map.of(LOST, SNAPSHOT, UNRESOLVED, SNAPSHOT));
  }

  @Test
  void whatTheLedgerNeverHeardOfIsLost() {
    run.without(WINDOW, "requested");
    assertCounted(Map.of(LOST, WINDOW));
  }

  @Test
  void twoEffectsOfOneOperationAreDoubled() {
    run.effects.add(run.effectOf(REBOOT).deepCopy());
    assertCounted(Map.of(DOUBLED, REBOOT));
  }

  @Test
  void theEffectsOfTwoAttemptsAreDoubled() {
    run.effects.add(
        run.effectOf(SNAPSHOT).deepCopy().put("session_name", "countersign-" + SNAPSHOT + "-2"));
    assertCounted(Map.of(DOUBLED, SNAPSHOT));
  }

  @Test
  void anEffectWithoutAnApprovalIsUnapproved() {
    run.without(SNAPSHOT, "approved");
    assertCounted(Map.of(UNAPPROVED, SNAPSHOT));
  }

  @Test
  void anEffectOfWhatNobodyAskedForIsUnapproved() {
    var unheardOf = SNAPSHOT.replace("3d2", "3ff");
    run.effectOf(WINDOW).put("session_name", "countersign-" + unheardOf + "-1");
    assertCounted(Map.of(UNAPPROVED, unheardOf, FALSE_SUCCEEDED, WINDOW));
  }

  @Test
  void anEffectFromBeforeItsApprovalIsUnapproved() {
    run.effectOf(SNAPSHOT).put("time", at(0).plus(SKEW).toString());
    assertCounted(Map.of(UNAPPROVED, SNAPSHOT));
  }

  @Test
  void anEffectAfterTheApprovalHasExpiredAtAwsIsUnapproved() {
    run.effectOf(SNAPSHOT).put("time", at(EXPIRED).toString());
    assertCounted(Map.of(UNAPPROVED, SNAPSHOT));
  }

  @Test
  void theVeryLastMomentOfAnApprovalIsGoodEnough() {
    run.effectOf(SNAPSHOT).put("time", at(EXPIRED).minusMillis(1).toString());
    assertCounted(Map.of());
  }

  @Test
  void anotherActionThanTheApprovedOneIsUnapproved() {
    spoiltEffectIsUnapproved(effect -> effect.put("action", "DeleteDBInstance"));
  }

  @Test
  void theApprovedActionOnAnotherInstanceIsUnapproved() {
    spoiltEffectIsUnapproved(effect -> effect.put("resource_id", "db-ANOTHER"));
  }

  @Test
  void theApprovedActionWithAnotherArgumentIsUnapproved() {
    spoiltEffectIsUnapproved(
        effect -> effect.withObject("/parameters").put("PreferredBackupWindow", "04:00-04:30"));
  }

  @Test
  void theApprovedActionWithOneMoreArgumentIsUnapproved() {
    spoiltEffectIsUnapproved(
        effect -> effect.withObject("/parameters").put("DBInstanceClass", "db.r7g.16xlarge"));
  }

  private void spoiltEffectIsUnapproved(Consumer<ObjectNode> spoil) {
    spoil.accept(run.effectOf(WINDOW));
    assertCounted(Map.of(UNAPPROVED, WINDOW));
  }

  @Test
  void aFailoverToAnotherMemberThanTheApprovedOneIsUnapproved() {
    run.effectOf(FAILOVER).withObject("/parameters").put("TargetDBInstanceIdentifier", "shop-3");
    assertCounted(Map.of(UNAPPROVED, FAILOVER));
  }

  @Test
  void aSecondFailoverUnderOneApprovalIsDoubled() {
    run.effects.add(run.effectOf(FAILOVER).deepCopy());
    assertCounted(Map.of(DOUBLED, FAILOVER));
  }

  @Test
  void aMemberThatDoesNotWaitForItsClusterOverlaps() {
    run.without(FAILOVER, "succeeded");
    run.event(FAILOVER, "succeeded", "executor", 2, 104, Map.of());
    assertCounted(Map.of(OVERLAPPED, MEMBER));
  }

  @Test
  void aClusterThatDoesNotWaitForItsMemberOverlaps() {
    run.effectOf(FAILOVER).put("time", at(159).plus(SKEW).toString());
    assertCounted(Map.of(OVERLAPPED, FAILOVER));
  }

  @Test
  void whatWasFoundDoneLateWasUnderWayUntilThen() {
    run.event(FAILOVER, "completed-late", "executor", 3, 104, Map.of());
    assertCounted(Map.of(OVERLAPPED, MEMBER));
  }

  @Test
  void aFailoverByAStrangerSinceTheAttemptIsAsGood() {
    run.withoutEffect(FAILOVER);
    run.failover("shop-2", 3);
    assertCounted(Map.of());
  }

  @Test
  void aFailoverByAStrangerToAnotherMemberThanTheNamedOneIsNot() {
    run.withoutEffect(FAILOVER);
    run.failover("shop-3", 3);
    assertCounted(Map.of(FALSE_SUCCEEDED, FAILOVER));
  }

  @Test
  void aFailoverByAStrangerThatNamesNoMemberIsNotToTheNamedOne() {
    run.withoutEffect(FAILOVER);
    run.stranger(FAILOVER, "FailoverDBCluster", 3);
    assertCounted(Map.of(FALSE_SUCCEEDED, FAILOVER));
  }

  @Test
  void whereNoMemberIsNamedAStrangersFailoverToAnyIsAsGood() {
    run.accepted.put(FAILOVER, new Requested("key", "failover_cluster", "shop", "shop", Map.of()));
    run.withoutEffect(FAILOVER);
    run.failover("shop-3", 3);
    assertCounted(Map.of());
  }

  @Test
  void aFailoverByAStrangerRestartsAMemberAsWell() {
    run.withoutEffect(MEMBER);
    run.stranger(FAILOVER, "FailoverDBCluster", 104);
    assertCounted(Map.of());
  }

  @Test
  void aFailoverThatNobodyMadeIsAFalseSuccess() {
    run.withoutEffect(FAILOVER);
    run.stranger(FAILOVER, "StopDBCluster", 3);
    assertCounted(Map.of(FALSE_SUCCEEDED, FAILOVER));
  }

  @Test
  void aStrangerAtWorkOnTheClusterMayLeaveAMembersOperationIndeterminate() {
    run.accepted.put(
        MEMBER, new Requested("key", "modify_maintenance_window", "shop-1", "shop", Map.of()));
    run.ends(MEMBER, Status.INDETERMINATE, Map.of());
    assertCounted(Map.of(INDETERMINATE, MEMBER, ESTABLISHABLE, MEMBER));
    run.stranger(FAILOVER, "StopDBCluster", 110);
    assertCounted(Map.of(INDETERMINATE, MEMBER));
  }

  @Test
  void aFailoverMayBeIndeterminate() {
    run.ends(FAILOVER, Status.INDETERMINATE, Map.of());
    assertCounted(Map.of(INDETERMINATE, FAILOVER));
  }

  @Test
  void successWithoutAnEffectIsFalse() {
    run.withoutEffect(REBOOT);
    assertCounted(Map.of(FALSE_SUCCEEDED, REBOOT));
  }

  @Test
  void successOfWhatRdsTookBackIsFalse() {
    run.effectOf(WINDOW).putArray("faults").add("accepted_then_fails");
    assertCounted(Map.of(FALSE_SUCCEEDED, WINDOW));
  }

  @Test
  void successThatIsFoundLateWithoutAnEffectIsFalse() {
    run.withoutEffect(SNAPSHOT);
    run.ends(SNAPSHOT, Status.TIMED_OUT, Map.of());
    run.event(SNAPSHOT, "completed-late", "executor", 3, 90, Map.of());
    assertCounted(Map.of(FALSE_SUCCEEDED, SNAPSHOT));
  }

  @Test
  void aRestartByAStrangerSinceTheAttemptIsAsGood() {
    run.withoutEffect(REBOOT);
    run.stranger(REBOOT, "RebootDBInstance", 3);
    assertCounted(Map.of());
  }

  @Test
  void aRestartByAStrangerLongBeforeIsNot() {
    run.withoutEffect(REBOOT);
    run.stranger(REBOOT, "RebootDBInstance", -100);
    assertCounted(Map.of(FALSE_SUCCEEDED, REBOOT));
  }

  @Test
  void aRestartByAStrangerAfterItWasSaidToBeDoneIsNot() {
    run.withoutEffect(REBOOT);
    run.stranger(REBOOT, "RebootDBInstance", 61);
    assertCounted(Map.of(FALSE_SUCCEEDED, REBOOT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAILED", "CANCELLED", "REJECTED", "APPROVAL_EXPIRED"})
  void whatIsSaidNotToBeDoneAndIsDoneIsAFalseFailure(Status status) {
    run.ends(SNAPSHOT, status, Map.of());
    assertCounted(Map.of(FALSE_FAILED, SNAPSHOT));
  }

  @Test
  void aFailureThatOnlyTheLedgerHasIsFalseToo() {
    run.without(SNAPSHOT, "succeeded");
    run.event(SNAPSHOT, "failed", "executor", 2, 60, Map.of());
    assertCounted(Map.of(FALSE_FAILED, SNAPSHOT));
  }

  @Test
  void whatIsSaidToBeGoneAndWasNeverDeletedIsAFalseFailure() {
    run.ends(SNAPSHOT, Status.FAILED, Map.of("fault", Map.of("code", "instance-gone")));
    assertCounted(Map.of(FALSE_FAILED, SNAPSHOT));
  }

  @Test
  void thatAnInstanceIsGoneSaysNothingAboutWhatWasDoneBefore() {
    run.ends(SNAPSHOT, Status.FAILED, Map.of("fault", Map.of("code", "instance-gone")));
    run.stranger(SNAPSHOT, "DeleteDBInstance", 30);
    assertCounted(Map.of());
  }

  @Test
  void whatHasNoEndInTheLedgerIsUnresolved() {
    run.without(REBOOT, "succeeded");
    assertCounted(Map.of(UNRESOLVED, REBOOT));
  }

  @Test
  void whatHasTwoEndsInTheLedgerIsUnresolved() {
    run.event(REBOOT, "timed-out", "executor", 3, 90, Map.of());
    assertCounted(Map.of(UNRESOLVED, REBOOT));
  }

  @Test
  void whatIsStillGoingOnForTheGatewayIsUnresolved() {
    run.ended.put(REBOOT, Status.STARTED);
    assertCounted(Map.of(UNRESOLVED, REBOOT));
  }

  @Test
  void whatCouldHaveBeenEstablishedMustNotBeIndeterminate() {
    run.ends(SNAPSHOT, Status.INDETERMINATE, Map.of());
    assertCounted(Map.of(INDETERMINATE, SNAPSHOT, ESTABLISHABLE, SNAPSHOT));
  }

  @Test
  void aStrangerAtWorkMeanwhileMayLeaveItIndeterminate() {
    run.ends(SNAPSHOT, Status.INDETERMINATE, Map.of());
    run.stranger(SNAPSHOT, "RebootDBInstance", 10);
    assertCounted(Map.of(INDETERMINATE, SNAPSHOT));
    assertTrue(run.findings().nothingIsWrong());
  }

  @Test
  void aStrangerAtAnotherTimeIsNoExcuse() {
    run.ends(SNAPSHOT, Status.INDETERMINATE, Map.of());
    run.stranger(SNAPSHOT, "RebootDBInstance", -100);
    run.stranger(SNAPSHOT, "RebootDBInstance", 100);
    assertCounted(Map.of(INDETERMINATE, SNAPSHOT, ESTABLISHABLE, SNAPSHOT));
  }

  @Test
  void aRebootMayBeIndeterminate() {
    run.ends(REBOOT, Status.INDETERMINATE, Map.of());
    assertCounted(Map.of(INDETERMINATE, REBOOT));
  }

  /** Exactly these operations are counted as that, and none as anything else. */
  private void assertCounted(Map<Count, String> wrong) {
    var expected = new EnumMap<Count, Set<String>>(Count.class);
    var found = new EnumMap<Count, Set<String>>(Count.class);
    var findings = run.findings();
    for (var count : Count.values()) {
      expected.put(count, Stream.ofNullable(wrong.get(count)).collect(Collectors.toSet()));
      found.put(count, Set.copyOf(findings.of(count)));
    }
    assertEquals(expected, found);
    assertEquals(wrong.keySet().stream().noneMatch(Count::isWrong), findings.nothingIsWrong());
  }
}
