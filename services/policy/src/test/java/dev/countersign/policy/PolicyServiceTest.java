package dev.countersign.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.DecisionStatement.Approval;
import dev.countersign.contracts.decision.DecisionStatement.Cancellation;
import dev.countersign.contracts.decision.Envelope;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.contracts.decision.SigningKeys;
import dev.countersign.contracts.decision.VoteVerdict;
import dev.countersign.contracts.event.DecisionEvent.CancelApproved;
import dev.countersign.contracts.event.DecisionEvent.CancelRefused;
import dev.countersign.contracts.event.DecisionEvent.OperationApproved;
import dev.countersign.contracts.event.DecisionEvent.OperationRejected;
import dev.countersign.contracts.event.DecisionEvent.VoteRefused;
import dev.countersign.contracts.event.RecordEvent.RulesLoaded;
import dev.countersign.contracts.event.RecordEvent.RulesRefused;
import dev.countersign.contracts.event.RequestEvent.ApprovalVoted;
import dev.countersign.contracts.event.RequestEvent.CancelRequested;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.Requester;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.policy.cases.StandingRounds;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The whole service on a real broker and a real PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(PolicyInfra.class)
class PolicyServiceTest extends OnTheBus {
  @Inject StandingRounds rounds;

  @Test
  void anApprovalCarriesTheWholeRequestAndVerifiesWithThePublicKey() throws Exception {
    var instance = known("signed-dev", Map.of("Environment", "dev"));
    var request = Samples.request(instance, "reboot_instance", Map.of(), Samples.OLGA);

    var asked = bus.ask(request, instance.key());

    var event = bus.about(request.operationId(), 1).getFirst();
    assertEquals(1, event.sequence());
    assertEquals(instance.key().toString(), event.partitionKey());
    assertEquals(asked.id(), event.trace().causationId());
    assertEquals(asked.trace().correlationId(), event.trace().correlationId());
    var approved = assertInstanceOf(OperationApproved.class, event.data());
    var approval = opened(approved.envelope(), Approval.class, Approval.TYPE);
    assertEquals(request, approval.request());
    assertEquals(RequestHash.of(request), approval.requestHash());
    assertEquals(instance.key(), approval.resource());
    assertEquals(approved.classification(), approval.classification());
    assertEquals("tag", approval.classification().method());
    assertEquals(List.of("self-service@2"), approval.rules());
    assertEquals(approved.rulesVersion(), approval.rulesVersion());
    assertEquals(request.requestedAt().plus(Duration.ofMinutes(15)), approval.expiresAt());
  }

  @Test
  void anOperationIsDecidedOnceHoweverOftenItIsAskedFor() {
    var instance = known("twice-dev", Map.of("Env", "DEV"));
    var request = Samples.request(instance, "start_instance", Map.of(), Samples.OLGA);

    var asked = bus.ask(request, instance.key());
    bus.again(asked);
    bus.reissue(asked);
    var later = Samples.request(instance, "start_instance", Map.of(), Samples.OLGA);
    bus.ask(later, instance.key());

    // One key, one partition, one order: when the later one is decided, all before it are.
    bus.about(later.operationId(), 1);
    assertEquals(1, bus.about(request.operationId(), 1).size());
  }

  @Test
  void aRequestWaitsForItsInstanceAndIsDecidedWhenThatComes() {
    var instance = Samples.instance(Samples.DEVELOPMENT_ACCOUNT, "late", Map.of("Stage", "tst"));
    var request = Samples.request(instance, "stop_instance", Map.of(), Samples.OLGA);

    try (var _ = rounds.stand()) {
      bus.ask(request, instance.key());
      awaitState(request.operationId(), "parked");
      bus.observe(instance);

      var event = bus.about(request.operationId(), 1).getFirst();
      assertInstanceOf(OperationApproved.class, event.data());
      assertEquals(1, event.sequence());
      assertEquals("correlation-" + request.operationId(), event.trace().correlationId());
    }
  }

  @Test
  void aMembersRequestWaitsForItsClusterAndIsDecidedByThat() {
    var member =
        Samples.member(
            Samples.DEVELOPMENT_ACCOUNT, "late-member", "late-cluster", Map.of("Env", "dev"));
    var cluster =
        Samples.cluster(Samples.DEVELOPMENT_ACCOUNT, "late-cluster", Map.of("Env", "prod"));
    var request = Samples.request(member, "reboot_instance", Map.of(), Samples.OLGA);

    try (var _ = rounds.stand()) {
      bus.observe(member);
      awaitKnown(member.key(), 1);
      bus.ask(request, member.key());
      awaitState(request.operationId(), "parked");
      bus.observe(cluster);

      var event = bus.about(request.operationId(), 1).getFirst();
      var rejected = assertInstanceOf(OperationRejected.class, event.data());
      var classification = Objects.requireNonNull(rejected.classification());
      assertEquals(Environment.PRODUCTION, classification.environment());
      assertEquals("cluster", classification.method());
      assertEquals("its cluster late-cluster by tag: Env=prod", classification.matched());
    }
  }

  @Test
  void aCaseThatCannotBeReadKeepsNobodyWaiting() {
    pool.query(
            """
            insert into cases (operation_id, resource_key, state, document, due_at, trace, sequence,
              version, changed_at)
            values ('0', '111122223333:eu-central-1:rds:db:db-0', 'of-another-version', '{}', now(),
              '{"correlationId": "c"}', 0, 1, now())
            """)
        .executeAndAwait();
    try (var _ = rounds.stand()) {
      var instance =
          Samples.instance(Samples.DEVELOPMENT_ACCOUNT, "behind", Map.of("Stage", "tst"));
      var request = Samples.request(instance, "stop_instance", Map.of(), Samples.OLGA);
      bus.ask(request, instance.key());
      awaitState(request.operationId(), "parked");
      bus.observe(instance);

      var event = bus.about(request.operationId(), 1).getFirst();
      assertInstanceOf(OperationApproved.class, event.data());
    } finally {
      pool.query("update cases set due_at = null where operation_id = '0'").executeAndAwait();
    }
  }

  @Test
  void aRequestThatWasMadeWhileNobodyDecidedIsRefusedAsTooOld() {
    var instance = known("stale-dev", Map.of("Environment", "dev"));
    var request =
        Samples.requestAt(
            Instant.now().minus(Duration.ofHours(3)).truncatedTo(ChronoUnit.MILLIS),
            instance,
            "reboot_instance",
            Map.of(),
            Samples.OLGA);

    bus.ask(request, instance.key());

    var rejected = rejected(request.operationId());
    assertEquals("request-too-old", rejected.code());
    assertTrue(rejected.message().contains("15 minutes"), rejected::message);
    assertTrue(rejected.message().contains("stale-dev"), rejected::message);
  }

  @Test
  void aRequestWhoseInstanceDoesNotComeIsRefused() {
    var ghost = Samples.instance(Samples.DEVELOPMENT_ACCOUNT, "ghost", Map.of());
    var request = Samples.request(ghost, "stop_instance", Map.of(), Samples.OLGA);

    bus.ask(request, ghost.key());

    var rejected = rejected(request.operationId());
    assertEquals("instance-unknown", rejected.code());
    assertTrue(rejected.message().contains("ghost"));
  }

  @Test
  void anInstanceThatIsGoneIsNotKnownAnyMore() {
    var instance = known("vanishing-dev", Map.of("Environment", "dev"));
    bus.gone(instance.key());
    awaitKnown(instance.key(), 0);
    var request = Samples.request(instance, "stop_instance", Map.of(), Samples.OLGA);

    bus.ask(request, instance.key());

    assertEquals("instance-unknown", rejected(request.operationId()).code());
  }

  @Test
  void anOlderSightingDoesNotBringBackWhatIsGone() {
    var instance = known("vanished-dev", Map.of("Environment", "dev"));
    bus.gone(instance.key());
    bus.observe(instance);
    var last = Samples.instance(Samples.OTHER_ACCOUNT, "after-vanished", Map.of());
    bus.observe(last, instance.key());

    awaitKnown(last.key(), 1);

    awaitKnown(instance.key(), 0);
  }

  @Test
  void theGateOpensAndClosesWithTheSettingsFile() throws IOException {
    var instance =
        known(Samples.OTHER_ACCOUNT, "database-gate", Map.of("Environment", "Production"));
    var parameters = Map.<String, Object>of("backup_window", "03:00-04:00");

    var closed = Samples.request(instance, "modify_backup_window", parameters, Samples.OLGA);
    bus.ask(closed, instance.key());
    var rejected = rejected(closed.operationId());
    assertEquals("production-closed", rejected.code());
    assertEquals(
        "Operations not allowed on production instances. Please create a CloudOps request.",
        rejected.message());
    var change = Objects.requireNonNull(rejected.changeRequest());
    assertEquals("correlation-" + rejected.operationId(), change.fields().get("correlation_id"));

    // No waiting: the file is looked at before each decision.
    var open = Samples.request(instance, "modify_backup_window", parameters, Samples.OLGA);
    edit("enable_production_operations: false", "enable_production_operations: true");
    try {
      bus.ask(open, instance.key());
      var approved =
          assertInstanceOf(
              OperationApproved.class, bus.about(open.operationId(), 1).getFirst().data());
      var version = approved.rulesVersion();
      bus.first(e -> e.data() instanceof RulesLoaded(var v, _) && v.equals(version));

      var reboot = Samples.request(instance, "reboot_instance", Map.of(), Samples.OLGA);
      bus.ask(reboot, instance.key());
      assertEquals("group-required", rejected(reboot.operationId()).code());
      var unconfirmed = Samples.request(instance, "reboot_instance", Map.of(), Samples.DORA);
      bus.ask(unconfirmed, instance.key());
      assertEquals("confirmation-required", rejected(unconfirmed.operationId()).code());
      var confirmed =
          Samples.request(
              instance, "reboot_instance", Map.of("confirm_production", true), Samples.DORA);
      bus.ask(confirmed, instance.key());
      assertInstanceOf(
          OperationApproved.class, bus.about(confirmed.operationId(), 1).getFirst().data());
    } finally {
      edit("enable_production_operations: true", "enable_production_operations: false");
    }
    var closedAgain = Samples.request(instance, "modify_backup_window", parameters, Samples.OLGA);
    bus.ask(closedAgain, instance.key());
    assertEquals("production-closed", rejected(closedAgain.operationId()).code());
    var takenBack =
        assertInstanceOf(CancelApproved.class, bus.about(open.operationId(), 2).get(1).data());
    assertEquals("countersign/policy", takenBack.cancelledBy());
    assertTrue(
        String.valueOf(takenBack.reason()).startsWith("The rules have changed since"),
        takenBack::toString);
  }

  @Test
  void aBadChangeIsRefusedAsAWholeAndTheLastGoodVersionStays() throws IOException {
    var instance = known("steady-dev", Map.of("Environment", "dev"));
    edit("default_environment: production", "default_environment: anything");
    try {
      var refused =
          assertInstanceOf(
              RulesRefused.class,
              bus.first(e ->
                      e.data() instanceof RulesRefused(_, _, var reason)
                          && reason.contains("default_environment"))
                  .data());
      assertTrue(refused.reason().contains("default_environment"), refused.reason());

      var request = Samples.request(instance, "start_instance", Map.of(), Samples.OLGA);
      bus.ask(request, instance.key());
      var approved =
          assertInstanceOf(
              OperationApproved.class, bus.about(request.operationId(), 1).getFirst().data());
      assertEquals(refused.rulesVersionInForce(), approved.rulesVersion());
    } finally {
      edit("default_environment: anything", "default_environment: production");
    }
  }

  @Test
  void theSameMistakeIsToldAgainWhereItWasPutRightInBetween() throws IOException {
    var instance = known("mistaken-dev", Map.of("Environment", "dev"));
    var first = refusedButNot("");
    // Whoever decides looks at the file before.
    var request = Samples.request(instance, "start_instance", Map.of(), Samples.OLGA);
    bus.ask(request, instance.key());
    bus.about(request.operationId(), 1);
    refusedButNot(first);
  }

  /** The event of the refusal of a mistake, if it is not this one; then it is put right. */
  private String refusedButNot(String eventId) throws IOException {
    edit("enable_production_operations: false", "enable_production_operations: perhaps");
    try {
      return bus.first(e ->
              !e.id().equals(eventId)
                  && e.data() instanceof RulesRefused(_, _, var reason)
                  && reason.contains("enable_production_operations"))
          .id();
    } finally {
      edit("enable_production_operations: perhaps", "enable_production_operations: false");
    }
  }

  @Test
  void theRequesterAndAdministratorsMayCancelAndNobodyElse() throws Exception {
    var instance = known("cancel-dev", Map.of("Environment", "dev"));
    var request = Samples.request(instance, "stop_instance", Map.of(), Samples.OLGA);
    bus.ask(request, instance.key());

    var stranger = new Requester("sam", null, List.of("Operator"));
    bus.ask(cancel(request.operationId(), instance, stranger), instance.key());
    bus.ask(cancel(request.operationId(), instance, Samples.DORA), instance.key());
    bus.ask(cancel(request.operationId(), instance, Samples.OLGA), instance.key());

    var events = bus.about(request.operationId(), 4);
    assertEquals(List.of(1L, 2L, 3L, 4L), events.stream().map(e -> e.sequence()).toList());
    assertEquals(
        "not-yours-to-cancel", assertInstanceOf(CancelRefused.class, events.get(1).data()).code());
    var cancelled = assertInstanceOf(CancelApproved.class, events.get(2).data());
    var statement = opened(cancelled.envelope(), Cancellation.class, Cancellation.TYPE);
    assertEquals(request.operationId(), statement.operationId());
    assertEquals("dora", statement.cancelledBy());
    assertEquals(
        "already-cancelled", assertInstanceOf(CancelRefused.class, events.get(3).data()).code());
  }

  @Test
  void aCancelOfWhatNobodyAskedForDecidesNothing() {
    var instance = known("early-dev", Map.of("Environment", "dev"));
    var production = known(Samples.OTHER_ACCOUNT, "early-prod", Map.of("Environment", "prod"));
    var request = Samples.request(production, "stop_instance", Map.of(), Samples.OLGA);

    bus.ask(cancel(request.operationId(), instance, Samples.OLGA), instance.key());
    bus.about(request.operationId(), 1);
    bus.ask(request, production.key());

    var events = bus.about(request.operationId(), 2);
    assertEquals(
        "unknown-operation", assertInstanceOf(CancelRefused.class, events.get(0).data()).code());
    // The cancel named another instance, and what it named counts for nothing.
    assertEquals(2, events.get(1).sequence());
    assertEquals(production.key().toString(), events.get(1).partitionKey());
    assertEquals(
        "production-closed",
        assertInstanceOf(OperationRejected.class, events.get(1).data()).code());
  }

  @Test
  void aVoteThatNobodyWaitsForChangesNothing() {
    var instance = known("vote-dev", Map.of("Environment", "dev"));
    var request = Samples.request(instance, "start_instance", Map.of(), Samples.OLGA);
    bus.ask(request, instance.key());
    bus.ask(
        new ApprovalVoted(
            request.operationId(),
            instance.key(),
            RequestHash.of(request),
            VoteVerdict.APPROVE,
            null,
            Samples.DORA,
            Instant.now(),
            null),
        instance.key());
    bus.ask(cancel(request.operationId(), instance, Samples.OLGA), instance.key());

    var events = bus.about(request.operationId(), 3);
    assertEquals(
        "already-decided", assertInstanceOf(VoteRefused.class, events.get(1).data()).code());
    assertInstanceOf(CancelApproved.class, events.get(2).data());
  }

  @Test
  void anEndedCaseGoesAndItsRequestIsNotAnsweredAgain() {
    var instance = known("pruned-dev", Map.of("Environment", "dev"));
    var old = Samples.request(instance, "reboot_instance", Map.of(), Samples.OLGA);
    bus.ask(old, instance.key());
    bus.about(old.operationId(), 1);
    var sql = "update cases set changed_at = now() - interval '91 days' where operation_id = $1";
    pool.preparedQuery(sql).executeAndAwait(Tuple.of(old.operationId()));

    var prune = "select prune_cases(now() - interval '90 days', 1000)";
    pool.query(prune).executeAndAwait();

    assertEquals(
        0, number("select count(*) from cases where operation_id = $1", old.operationId()));
    assertThrows(
        RuntimeException.class,
        () -> pool.query("select prune_cases(now(), 1000)").executeAndAwait());
    // As it would come if the topic were read from its start, after all that time.
    var again =
        new OperationRequested(
            old.operationId(),
            old.operation(),
            old.resource(),
            old.resourceIdentifier(),
            old.parameters(),
            old.requester(),
            old.clientAddress(),
            old.requestedAt().minus(Duration.ofDays(91)));
    bus.ask(again, instance.key());
    var next = Samples.request(instance, "reboot_instance", Map.of(), Samples.OLGA);
    bus.ask(next, instance.key());
    bus.about(next.operationId(), 1);
    assertEquals(1, bus.about(old.operationId(), 1).size());
    assertEquals(
        0, number("select count(*) from cases where operation_id = $1", old.operationId()));
  }

  @Test
  void nobodyIsTakenAtTheirWord() throws Exception {
    var instance = known("forged-dev", Map.of("Environment", "dev"));
    var stranger = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
    var other = Samples.request(instance, "reboot_instance", Map.of(), Samples.OLGA);
    var unsigned = Samples.request(instance, "reboot_instance", Map.of(), Samples.OLGA);
    var foreign = Samples.request(instance, "reboot_instance", Map.of(), Samples.OLGA);
    var replayed = Samples.request(instance, "reboot_instance", Map.of(), Samples.OLGA);

    bus.ask(unsigned, instance.key(), null);
    bus.ask(foreign, instance.key(), Gateway.signs(foreign, stranger));
    bus.ask(replayed, instance.key(), Gateway.signs(other));
    bus.ask(other, instance.key());

    for (var request : List.of(unsigned, foreign, replayed)) {
      assertEquals("requester-not-proven", rejected(request.operationId()).code());
    }
    assertInstanceOf(OperationApproved.class, bus.about(other.operationId(), 1).getFirst().data());

    var cancel = cancel(other.operationId(), instance, Samples.OLGA);
    bus.ask(cancel, instance.key(), Gateway.signs(cancel, stranger));
    bus.ask(cancel, instance.key());
    var answers = bus.about(other.operationId(), 3);
    var refused = assertInstanceOf(CancelRefused.class, answers.get(1).data());
    assertEquals("requester-not-proven", refused.code());
    assertInstanceOf(CancelApproved.class, answers.get(2).data());
  }

  private Instance known(String identifier, Map<String, String> tags) {
    return known(Samples.DEVELOPMENT_ACCOUNT, identifier, tags);
  }

  private void awaitState(String operationId, String state) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(10))
        .until(() ->
            number(
                    "select count(*) from cases where state = '%s' and operation_id = $1"
                        .formatted(state),
                    operationId)
                == 1);
  }

  private OperationRejected rejected(String operationId) {
    return assertInstanceOf(OperationRejected.class, bus.about(operationId, 1).getFirst().data());
  }

  private static CancelRequested cancel(String operationId, Instance instance, Requester person) {
    return new CancelRequested(operationId, instance.key(), "changed my mind", person);
  }

  private <S extends dev.countersign.contracts.decision.DecisionStatement> S opened(
      Envelope envelope, Class<S> type, String payloadType) throws Exception {
    var key =
        SigningKeys.publicKey(
            SigningKeys.privateKey(Files.readString(config.signingKeyFile().orElseThrow())));
    Map<String, PublicKey> trusted = Map.of(SigningKeys.keyId(key), key);
    return envelope.open(trusted, type, payloadType);
  }
}
