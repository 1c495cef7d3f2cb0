package dev.countersign.executor;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.SigningKeys;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.StatusEvent;
import dev.countersign.contracts.event.StatusEvent.OperationCancelled;
import dev.countersign.contracts.event.StatusEvent.OperationProgressed;
import dev.countersign.contracts.event.StatusEvent.OperationQueued;
import dev.countersign.contracts.event.StatusEvent.OperationResolved;
import dev.countersign.contracts.event.StatusEvent.OperationStarted;
import dev.countersign.executor.discovery.Discovery;
import dev.countersign.executor.execution.Worker;
import dev.countersign.executor.pace.Replicas;
import dev.countersign.executor.records.Forgetting;
import dev.countersign.executor.trust.TrustedKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** The executor on a real broker, a real database and the simulator. */
@QuarkusTest
@QuarkusTestResource(value = SimulatedAws.class, restrictToAnnotatedClass = true)
class ExecutorTest extends OnSimulatedAws {
  private static final String ROLE = "arn:aws:iam::111122223333:role/CountersignExecutor";

  @Inject Pool pool;
  @Inject Worker worker;
  @Inject Replicas replicas;
  @Inject Forgetting forgetting;
  @Inject Discovery discovery;
  @Inject TrustedKeys trusted;

  @Test
  void theBudgetOfAnAccountIsDividedByAllWhoseLeaseHolds() {
    pool.query("insert into workers values ('another', clock_timestamp() + interval '1 hour')")
        .executeAndAwait();
    await().atMost(1, MINUTES).until(() -> replicas.sharers() == 2);

    pool.query("update workers set alive_until = clock_timestamp() where owner = 'another'")
        .executeAndAwait();
    await().atMost(1, MINUTES).until(() -> replicas.sharers() == 1);
  }

  @Test
  void anApprovedSnapshotIsTakenOnceAndSucceedsWithWhatWasSeen() {
    var id = snapshotId();
    var approved =
        approve(
            "dev-postgres-01",
            "create_snapshot",
            Map.of("snapshot_id", id, "tags", List.of(Map.of("Key", "Team", "Value", "Billing"))));

    var done = succeeded(approved);

    assertEquals("create_snapshot", done.result().get("operation"));
    assertEquals(id, done.result().get("snapshot_id"));
    assertEquals("available", done.result().get("status"));
    assertEquals(true, done.result().get("success"));
    assertTrue(done.result().containsKey("snapshot_arn"));
    assertTrue(done.result().containsKey("snapshot_create_time"));
    assertTrue(done.result().containsKey("duration_seconds"));
    onlyEffect(approved, "CreateDBSnapshot");
    assertContiguous(approved);
  }

  @Test
  void aRebootSucceedsWithTheRestartEventAsEvidence() {
    var approved = approve("test-mysql-01", "reboot", Map.of("force_failover", false));

    var done = succeeded(approved);

    assertEquals("reboot_instance", done.result().get("operation"));
    assertEquals(false, done.result().get("force_failover"));
    assertTrue(
        done.evidence().stream().anyMatch(e -> e.source().equals("DescribeEvents")),
        () -> done.evidence().toString());
    onlyEffect(approved, "RebootDBInstance");
  }

  @Test
  void aBackupWindowIsSetAndReadBack() {
    var approved =
        approve("dev-postgres-01", "modify_backup_window", Map.of("backup_window", "13:00-14:00"));

    var done = succeeded(approved);

    assertEquals("13:00-14:00", done.result().get("backup_window"));
    assertTrue(done.result().containsKey("pending_modifications"));
    onlyEffect(approved, "ModifyDBInstance");
  }

  @Test
  void anInstanceIsStoppedAndStartedAndTheSecondWaitsItsTurn() {
    rdsStandsStill();
    var stop = approve("dev-oracle-01", "stop_instance", Map.of());
    var start = approve("dev-oracle-01", "start_instance", Map.of());
    topic.await(start, OperationQueued.class);
    rdsGoesOn();

    succeeded(stop);
    succeeded(start);

    var queued = assertInstanceOf(OperationQueued.class, topic.about(start).getFirst());
    assertEquals(1, queued.place());
    assertEquals(stop.subject(), queued.behind());
    assertContiguous(start);
  }

  @Test
  void anOperationOpensOneSessionAndTheOneBehindItNoneYet() {
    // Sessions for reading are counted, too. One that is opened from here on lasts for hours, and
    // those from before are renewed within seconds: at the latest in the tenth round none is.
    simulator.count("AssumeRole", ROLE);
    assertTrue(
        Stream.generate(this::sessionsWhileOneWaits).limit(10).anyMatch(opened -> opened == 1));
  }

  private long sessionsWhileOneWaits() {
    rdsStandsStill();
    var before = simulator.counted(ROLE);
    var ahead = approve("dev-oracle-01", "create_snapshot", Map.of("snapshot_id", snapshotId()));
    topic.await(ahead, OperationStarted.class);
    var waiting = approve("dev-oracle-01", "create_snapshot", Map.of("snapshot_id", snapshotId()));
    topic.await(waiting, OperationQueued.class);
    var opened = simulator.counted(ROLE) - before;
    rdsGoesOn();
    succeeded(ahead);
    succeeded(waiting);
    return opened;
  }

  @Test
  void aSnapshotThatSomebodyElseMadeIsNeitherDoubledNorClaimed() {
    var id = snapshotId();
    succeeded(approve("dev-postgres-01", "create_snapshot", Map.of("snapshot_id", id)));

    var again = approve("dev-postgres-01", "create_snapshot", Map.of("snapshot_id", id));

    var failed = failed(again);
    assertEquals("snapshot-exists", failed.fault().code());
    assertEquals(List.of(), simulator.effectsOf(again.subject()));
  }

  @Test
  void anAnswerThatIsLostAfterTheEffectIsProbedAndNotSentAgain() {
    var id = snapshotId();
    simulator.fault("answer_lost", "CreateDBSnapshot", "*" + id);

    var approved = approve("dev-postgres-01", "create_snapshot", Map.of("snapshot_id", id));

    succeeded(approved);
    onlyEffect(approved, "CreateDBSnapshot");
    assertEquals(1, started(approved));
  }

  @Test
  void aRebootWhoseAnswerIsLostSucceedsByItsRestartEvent() {
    simulator.fault("answer_lost", "RebootDBInstance", "*test-mysql-01");

    var approved = approve("test-mysql-01", "reboot_instance", Map.of());

    succeeded(approved);
    onlyEffect(approved, "RebootDBInstance");
  }

  @Test
  void aCallThatNeverArrivedIsMadeAgainOnlyAfterItsCredentialsHaveEnded() {
    var id = snapshotId();
    simulator.fault("connection_reset", "CreateDBSnapshot", "*" + id);

    var approved = approve("dev-postgres-01", "create_snapshot", Map.of("snapshot_id", id));

    succeeded(approved);
    assertEquals(2, started(approved));
    onlyEffect(approved, "CreateDBSnapshot");
  }

  @Test
  void aRebootThatLeftNoTraceIsIndeterminateAndNotSentAgain() {
    simulator.fault("http_500", "RebootDBInstance", "*dev-postgres-02");

    var approved = approve("dev-postgres-02", "reboot_instance", Map.of());

    var end = topic.end(approved);
    assertEquals("OperationIndeterminate", end.getClass().getSimpleName());
    assertEquals(1, started(approved));
    assertEquals(List.of(), simulator.effectsOf(approved.subject()));
    aPersonsFindingIsPutOnRecordOnce(approved);
  }

  private void aPersonsFindingIsPutOnRecordOnce(Event indeterminate) {
    topic.decide(Approvals.forgedResolution(indeterminate, "happened"));
    topic.decide(Approvals.resolution(indeterminate, "did-not-happen"));
    topic.decide(Approvals.resolution(indeterminate, "happened"));
    var after = approve("dev-postgres-02", "reboot_instance", Map.of());
    succeeded(after);

    var findings =
        topic.events(indeterminate).stream()
            .filter(event -> event.data() instanceof OperationResolved)
            .toList();
    assertEquals(1, findings.size());
    var finding = (OperationResolved) findings.getFirst().data();
    assertEquals("did-not-happen", finding.outcome());
    assertEquals("ada@example.org", finding.resolvedBy());
    assertContiguous(indeterminate);
  }

  @Test
  void whatIsNotIndeterminateCannotBeResolved() {
    var id = snapshotId();
    var approved = approve("dev-postgres-01", "create_snapshot", Map.of("snapshot_id", id));
    succeeded(approved);

    topic.decide(Approvals.resolution(approved, "did-not-happen"));

    succeeded(approve("dev-postgres-01", "create_snapshot", Map.of("snapshot_id", snapshotId())));
    assertTrue(
        topic.events(approved).stream()
            .noneMatch(event -> event.data() instanceof OperationResolved));
  }

  @Test
  void throttlingIsWaitedOut() {
    var id = snapshotId();
    simulator.faults("throttle", "CreateDBSnapshot", ACCOUNT, 2);

    var approved = approve("dev-postgres-01", "create_snapshot", Map.of("snapshot_id", id));

    succeeded(approved);
    onlyEffect(approved, "CreateDBSnapshot");
  }

  @Test
  void aRoleThatCannotBeAssumedForAWhileIsWaitedFor() {
    var id = snapshotId();
    simulator.faults("access_denied", "AssumeRole", ACCOUNT, 2);

    var approved = approve("dev-postgres-01", "create_snapshot", Map.of("snapshot_id", id));

    succeeded(approved);
  }

  @Test
  void aBusyInstanceIsWaitedFor() {
    var instance = topic.instance("test-mariadb-01");
    simulator.change(ACCOUNT, "us-east-1", "test-mariadb-01", Map.of("status", "backing-up"));
    var approved = topic.decide(Approvals.approval(instance, "reboot_instance", Map.of()));

    var waiting = (OperationProgressed) topic.await(approved, OperationProgressed.class);
    simulator.change(ACCOUNT, "us-east-1", "test-mariadb-01", Map.of("status", "available"));

    assertTrue(waiting.message().contains("backing-up"), waiting::message);
    succeeded(approved);
  }

  @Test
  void aSnapshotThatRdsGivesUpLaterHasFailed() {
    var id = snapshotId();
    simulator.fault("accepted_then_fails", "CreateDBSnapshot", "*" + id);

    var approved = approve("dev-postgres-01", "create_snapshot", Map.of("snapshot_id", id));

    assertEquals("snapshot-failed", failed(approved).fault().code());
    onlyEffect(approved, "CreateDBSnapshot");
  }

  @Test
  void aTagThatChangedSinceTheDecisionStopsTheOperation() {
    var instance = topic.instance("analytics-scratch");
    var approval = Approvals.approval(instance, "reboot_instance", Map.of());
    simulator.change(
        ACCOUNT,
        "us-east-1",
        "analytics-scratch",
        Map.of(
            "attributes",
            Map.of("TagList", List.of(Map.of("Key", "environment", "Value", "production")))));

    var failed = failed(topic.decide(approval));

    assertEquals("classification-changed", failed.fault().code());
    assertEquals(List.of(), simulator.effectsOf(approval.subject()));
  }

  @Test
  void aClassThatChangedSincePeopleAgreedStopsTheOperation() {
    var instance = topic.instance("dev-postgres-01");
    var other =
        Approvals.agreed(
            instance, "db.x2g.16xlarge", "create_snapshot", Map.of("snapshot_id", snapshotId()));
    var same =
        Approvals.agreed(
            instance,
            Objects.requireNonNull(instance.instanceClass()),
            "create_snapshot",
            Map.of("snapshot_id", snapshotId()));

    var failed = failed(topic.decide(other));

    assertEquals("instance-class-changed", failed.fault().code());
    assertEquals(List.of(), simulator.effectsOf(other.subject()));
    succeeded(topic.decide(same));
  }

  @Test
  void aDecisionThatNoTrustedKeySignedIsNotObeyed() throws NoSuchAlgorithmException {
    var stranger = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    var statement =
        Approvals.statement(
            topic.instance("dev-postgres-01"), "reboot_instance", Map.of(), Duration.ofHours(1));

    var forged =
        topic.decide(Approvals.signed(statement, stranger.getPrivate(), Approvals.publicKey()));

    assertEquals("decision-not-trusted", failed(forged).fault().code());
    assertEquals(List.of(), simulator.effectsOf(forged.subject()));
  }

  @Test
  void aDecisionThatHasExpiredIsNotObeyed() {
    var expired =
        topic.decide(
            Approvals.approval(
                topic.instance("dev-postgres-01"),
                "reboot_instance",
                Map.of(),
                Duration.ofMillis(-1)));

    assertEquals("decision-expired", failed(expired).fault().code());
  }

  @Test
  void aDecisionThatComesAgainWhenItsOperationIsForgottenHasNoSecondEnd() {
    var instance = topic.instance("dev-postgres-01");
    var old =
        topic.decide(
            Approvals.approval(instance, "reboot_instance", Map.of(), Duration.ofDays(-35)));

    // One key, one partition, one order: when the later one has ended, the old one was handled.
    succeeded(approve("dev-postgres-01", "create_snapshot", Map.of("snapshot_id", snapshotId())));

    assertEquals(List.of(), topic.about(old));
    assertEquals(List.of(), simulator.effectsOf(old.subject()));
    assertFalse(onRecord(old));
  }

  @Test
  void whatEndedLongAgoIsForgottenAndNothingElse() {
    var approved =
        List.of(
            approve("dev-postgres-01", "create_snapshot", Map.of("snapshot_id", snapshotId())),
            approve("dev-postgres-01", "create_snapshot", Map.of("snapshot_id", snapshotId())),
            approve("dev-postgres-01", "create_snapshot", Map.of("snapshot_id", snapshotId())));
    approved.forEach(this::succeeded);
    var old = approved.getFirst();
    var valid = approved.getLast();
    var longAgo = "now() - interval '36 days'";
    onRecord(old, "ended_at = " + longAgo + ", expires_at = " + longAgo);
    onRecord(valid, "ended_at = " + longAgo);

    forgetting.forget().await().atMost(Duration.ofMinutes(1));

    assertFalse(onRecord(old));
    assertTrue(onRecord(approved.get(1)));
    assertTrue(onRecord(valid), "as long as its approval could be carried out again, it is known");
  }

  @Test
  void theSameApprovalTwiceIsOneOperation() {
    var id = snapshotId();
    var instance = topic.instance("dev-postgres-01");
    var statement =
        Approvals.statement(
            instance, "create_snapshot", Map.of("snapshot_id", id), Duration.ofHours(1));
    var first = Approvals.signed(statement, Approvals.privateKey(), Approvals.publicKey());
    var second = Approvals.signed(statement, Approvals.privateKey(), Approvals.publicKey());
    topic.decide(first);
    topic.decide(first);
    topic.decide(second);

    succeeded(first);
    succeeded(approve("dev-postgres-01", "create_snapshot", Map.of("snapshot_id", snapshotId())));

    onlyEffect(first, "CreateDBSnapshot");
    assertEquals(1, started(first));
  }

  @Test
  void whatOnlyWaitsIsCancelledAndWhatRunsIsNot() {
    rdsStandsStill();
    var running = approve("qa-sqlserver-01", "reboot_instance", Map.of());
    topic.await(running, OperationStarted.class);
    var waiting = approve("qa-sqlserver-01", "reboot_instance", Map.of());
    // One key, one partition, one order: when the second has had its effect, the first was handled.
    topic.decide(Approvals.cancellation(running));
    topic.decide(Approvals.cancellation(waiting));

    assertInstanceOf(OperationCancelled.class, topic.end(waiting));
    rdsGoesOn();
    succeeded(running);
    assertEquals(List.of(), simulator.effectsOf(waiting.subject()));
    assertContiguous(waiting);
  }

  @Test
  void whatWaitsIsEndedWhenItsApprovalExpiresHoweverLongTheOneAheadTakes() {
    simulator.change(ACCOUNT, "us-east-1", "test-mariadb-01", Map.of("status", "backing-up"));
    var instance = topic.instance("test-mariadb-01");
    var ahead = topic.decide(Approvals.approval(instance, "reboot_instance", Map.of()));
    topic.await(ahead, OperationProgressed.class);
    var waiting =
        topic.decide(
            Approvals.approval(instance, "reboot_instance", Map.of(), Duration.ofSeconds(2)));

    assertEquals("decision-expired", failed(waiting).fault().code());

    simulator.change(ACCOUNT, "us-east-1", "test-mariadb-01", Map.of("status", "available"));
    succeeded(ahead);
    assertEquals(List.of(), simulator.effectsOf(waiting.subject()));
    assertContiguous(waiting);
  }

  @Test
  void aKeyThatIsWithdrawnWhileAnApprovalWaitsForItsTurnStopsItsCall() throws Exception {
    var file =
        ConfigProvider.getConfig().getValue("countersign.executor.decision-keys-file", Path.class);
    var before = Files.readString(file);
    // Its account takes two at a time, and these two take their time.
    rdsStandsStill();
    var ahead =
        List.of(
            approve("billing-oracle", "create_snapshot", Map.of("snapshot_id", snapshotId())),
            approve("legacy-erp", "create_snapshot", Map.of("snapshot_id", snapshotId())));
    ahead.forEach(one -> topic.await(one, OperationStarted.class));
    var waiting =
        approve("orders-mysql-prod", "create_snapshot", Map.of("snapshot_id", snapshotId()));
    await().atMost(1, MINUTES).until(() -> onRecord(waiting));
    try {
      // It has not left the process since it was verified; only the key says that it must be again.
      var other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
      Files.writeString(file, Approvals.pem(other));
      await().atMost(1, MINUTES).until(() -> !trusts(Approvals.publicKey()));
      rdsGoesOn();

      assertEquals("decision-not-trusted", failed(waiting).fault().code());
      assertEquals(List.of(), simulator.effectsOf(waiting.subject()));
      ahead.forEach(this::succeeded);
    } finally {
      Files.writeString(file, before);
      await().atMost(1, MINUTES).until(() -> trusts(Approvals.publicKey()));
    }
  }

  private boolean onRecord(Event approved) {
    return pool.preparedQuery("select 1 from executions where operation_id = $1")
            .execute(Tuple.of(approved.subject()))
            .await()
            .atMost(Duration.ofMinutes(1))
            .rowCount()
        == 1;
  }

  private boolean trusts(PublicKey key) {
    return trusted.byId().containsKey(SigningKeys.keyId(key));
  }

  @Test
  void whatRdsCannotDoFailsInPlainWords() {
    assertEquals(
        "no-standby",
        failed(approve("dev-postgres-01", "reboot_instance", Map.of("force_failover", true)))
            .fault()
            .code());
    assertEquals(
        "cannot-be-stopped",
        failed(approve("staging-postgres-01", "stop_instance", Map.of())).fault().code());
    assertEquals(
        "wrong-state",
        failed(approve("dev-postgres-01", "start_instance", Map.of())).fault().code());
  }

  @Test
  void anEffectIsSeenInTheInventoryAtOnce() {
    succeeded(approve("orders-reporting", "stop_instance", Map.of()));
    await()
        .atMost(1, MINUTES)
        .until(() -> topic.instance("orders-reporting").status().equals("stopped"));
  }

  @Test
  void anInstanceThatAnotherReplicaTookForGoneIsObservedAgain() {
    var key = topic.instance("orders-reporting").key().toString();
    // The topic may tell of it from an earlier run, before this one has looked.
    await().atMost(1, MINUTES).until(() -> gone(key) == 1);

    await().atMost(1, MINUTES).until(() -> isThere(key));
  }

  private int gone(String key) {
    return pool.preparedQuery(
            "update resources set gone_at = now(), fingerprint = '' where resource_key = $1")
        .executeAndAwait(Tuple.of(key))
        .rowCount();
  }

  private boolean isThere(String key) {
    return pool.preparedQuery("select 1 from resources where resource_key = $1 and gone_at is null")
            .executeAndAwait(Tuple.of(key))
            .rowCount()
        == 1;
  }

  @Test
  void aClaimWhoseAnswerWasLostIsTakenUpAgain() {
    var instance = topic.instance("test-mariadb-01");
    simulator.change(ACCOUNT, "us-east-1", "test-mariadb-01", Map.of("status", "backing-up"));
    var approved = topic.decide(Approvals.approval(instance, "reboot_instance", Map.of()));
    topic.await(approved, OperationProgressed.class);

    // As if this process had claimed it and the connection had broken after the commit.
    await().atMost(1, MINUTES).until(() -> claimedUnheard(approved.subject()) == 1);
    simulator.change(ACCOUNT, "us-east-1", "test-mariadb-01", Map.of("status", "available"));

    succeeded(approved);
    onlyEffect(approved, "RebootDBInstance");
  }

  @Test
  void whereListingIsNotPermittedInstancesAreLookedAtOneByOne() {
    topic.instance("prod-postgres-us-1");
    simulator.refuseListing("444455556666", "us-east-1");
    awaitTrouble("does not permit listing");

    var approved =
        approve("prod-postgres-us-1", "create_snapshot", Map.of("snapshot_id", snapshotId()));

    succeeded(approved);
    onlyEffect(approved, "CreateDBSnapshot");
    simulator.clearFaults();
    await()
        .atMost(1, MINUTES)
        .until(() -> !discovery.troubles().containsKey("rds in 444455556666:us-east-1"));
    assertEquals("available", topic.instance("prod-postgres-us-1").status());
  }

  @Test
  void whereListingIsNotPermittedClustersAreLookedAtOneByOneAsTheirMembersAre() {
    topic.cluster("shop-aurora");
    simulator.refuseListing("444455556666", "us-east-1");
    awaitTrouble("does not permit listing");
    retag("seen-one-by-one");

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> "seen-one-by-one".equals(topic.cluster("shop-aurora").tags().get("Team")));
    var approved =
        topic.decide(
            Approvals.approval(
                topic.cluster("shop-aurora"),
                "create_cluster_snapshot",
                Map.of("snapshot_id", snapshotId())));

    succeeded(approved);
    onlyEffect(approved, "CreateDBClusterSnapshot");
    simulator.clearFaults();
    retag("shop");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !discovery.troubles().containsKey("rds in 444455556666:us-east-1"));
  }

  private void retag(String team) {
    simulator.done(
        "POST",
        "/clusters",
        Map.of(
            "account",
            "444455556666",
            "region",
            "us-east-1",
            "cluster",
            "shop-aurora",
            "attributes",
            Map.of(
                "TagList",
                List.of(
                    Map.of("Key", "Environment", "Value", "Production"),
                    Map.of("Key", "Team", "Value", team)))));
  }

  private void awaitTrouble(String words) {
    await()
        .atMost(1, MINUTES)
        .until(() ->
            discovery.troubles().getOrDefault("rds in 444455556666:us-east-1", "").contains(words));
  }

  @Test
  void anAccountHasNoMoreInFlightThanItsLimit() {
    var approved =
        List.of("billing-oracle", "legacy-erp", "database-1", "orders-mysql-prod").stream()
            .map(name -> approve(name, "create_snapshot", Map.of("snapshot_id", snapshotId())))
            .toList();
    approved.forEach(this::succeeded);

    // Starts are counted up and ends down, in the order of the executor's clock.
    var changes = new TreeMap<Instant, Integer>();
    approved.forEach(one ->
        topic
            .events(one)
            .forEach(event -> {
              if (event.data() instanceof OperationStarted) {
                changes.merge(event.time(), 1, Integer::sum);
              } else if (event.data() instanceof StatusEvent.Terminal) {
                changes.merge(event.time(), -1, Integer::sum);
              }
            }));
    var inFlight = 0;
    for (var change : changes.values()) {
      inFlight += change;
      assertTrue(inFlight <= 2, changes::toString);
    }
  }

  private int claimedUnheard(String operationId) {
    return pool.preparedQuery(
            """
            update executions set holds_resource = true, lease_owner = $2, fence = fence + 1
            where operation_id = $1 and not holds_resource
            """)
        .execute(Tuple.of(operationId, worker.owner()))
        .await()
        .atMost(Duration.ofMinutes(1))
        .rowCount();
  }

  private void onRecord(Event approved, String change) {
    var changed =
        pool.preparedQuery("update executions set " + change + " where operation_id = $1")
            .execute(Tuple.of(approved.subject()))
            .await()
            .atMost(Duration.ofMinutes(1));
    assertEquals(1, changed.rowCount());
  }
}
