package dev.countersign.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.decision.Approver;
import dev.countersign.contracts.decision.DecisionStatement.Approval;
import dev.countersign.contracts.decision.Drift;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.decision.Need;
import dev.countersign.contracts.decision.SigningKeys;
import dev.countersign.contracts.decision.VoteVerdict;
import dev.countersign.contracts.event.DecisionEvent.ApprovalExpired;
import dev.countersign.contracts.event.DecisionEvent.ApprovalRequired;
import dev.countersign.contracts.event.DecisionEvent.CancelApproved;
import dev.countersign.contracts.event.DecisionEvent.OperationApproved;
import dev.countersign.contracts.event.DecisionEvent.OperationRejected;
import dev.countersign.contracts.event.DecisionEvent.VoteCounted;
import dev.countersign.contracts.event.DecisionEvent.VoteRefused;
import dev.countersign.contracts.event.RequestEvent.ApprovalVoted;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.Requester;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.resource.Instance;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Votes on real topics and in a real database. */
@QuarkusTest
@QuarkusTestResource(PolicyInfra.class)
class VotingServiceTest extends OnTheBus {
  private static final int AT_THE_SAME_MOMENT = 200;
  private static final Requester ADA = new Requester("ada", "Ada", List.of("DBA"));
  private static final Requester BOB = new Requester("bob", "Bob", List.of("DBA"));
  private static final Requester CEM = new Requester("cem", "Cem", List.of("DBA"));

  @Test
  void theSecondVoteApprovesAndTheSignedApprovalNamesBothApprovers() throws Exception {
    var request = asked(known("votes-two", "two"));
    var question = question(request, 1);
    bus.ask(vote(request, question, Samples.DORA, VoteVerdict.APPROVE), request.resource());
    bus.ask(vote(request, question, ADA, VoteVerdict.APPROVE), request.resource());
    bus.ask(vote(request, question, BOB, VoteVerdict.APPROVE), request.resource());

    var events = data(bus.about(request.operationId(), 5));
    assertEquals("own-request", assertInstanceOf(VoteRefused.class, events.get(1)).code());
    assertEquals(
        List.of(new Need("DBA", 1)), assertInstanceOf(VoteCounted.class, events.get(2)).missing());
    assertEquals(List.of(), assertInstanceOf(VoteCounted.class, events.get(3)).missing());
    var approved = assertInstanceOf(OperationApproved.class, events.get(4));
    var key =
        SigningKeys.publicKey(
            SigningKeys.privateKey(Files.readString(config.signingKeyFile().orElseThrow())));
    var approval =
        approved
            .envelope()
            .open(Map.of(SigningKeys.keyId(key), key), Approval.class, Approval.TYPE);
    assertEquals(
        List.of("ada", "bob"),
        Objects.requireNonNull(approval.approvers()).stream().map(Approver::subject).toList());
    assertEquals(approval.decidedAt().plus(Duration.ofHours(1)), approval.expiresAt());
  }

  @Test
  void anObservedChangeOfTheInstanceVoidsTheVotesBeforeAnybodyElseVotes() {
    var instance = known("votes-drift", "two");
    var request = asked(instance);
    var first = question(request, 1);
    bus.ask(vote(request, first, ADA, VoteVerdict.APPROVE), request.resource());
    bus.about(request.operationId(), 2);
    bus.observe(larger(instance));

    var again =
        assertInstanceOf(
            ApprovalRequired.class, data(bus.about(request.operationId(), 3)).getLast());
    assertEquals(2, again.ballot().round());
    assertEquals(
        List.of(new Drift("instance_class", "db.t4g.medium", "db.r7g.large")), again.changed());
    assertEquals(first.expiresAt(), again.expiresAt());

    bus.ask(vote(request, first, BOB, VoteVerdict.APPROVE), request.resource());
    bus.ask(vote(request, again, CEM, VoteVerdict.REJECT), request.resource());
    var events = data(bus.about(request.operationId(), 6));
    assertEquals("ballot-changed", assertInstanceOf(VoteRefused.class, events.get(3)).code());
    assertInstanceOf(VoteCounted.class, events.get(4));
    assertEquals(
        "rejected-by-approver", assertInstanceOf(OperationRejected.class, events.get(5)).code());
  }

  @Test
  void anObservedChangeOfItsClustersTagsVoidsTheVotesOnAMember() {
    var account = Samples.DEVELOPMENT_ACCOUNT;
    var cluster = Samples.cluster(account, "votes-cluster", Map.of("Env", "dev"));
    var member =
        Samples.member(account, "votes-member", cluster.identifier(), Map.of("Votes", "two"));
    known(cluster);
    known(member);
    var request = asked(member);
    assertEquals("cluster", question(request, 1).ballot().classification().method());

    var later = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    bus.observe(
        Samples.cluster(account, cluster.identifier(), Map.of("Env", "test")).seenAt(later));

    var again = question(request, 2);
    assertEquals(2, again.ballot().round());
    assertEquals(Environment.TEST, again.ballot().classification().environment());
    assertEquals(
        List.of("environment"),
        Objects.requireNonNull(again.changed()).stream().map(Drift::field).toList());
  }

  @Test
  void whenTheInstanceIsGoneNobodyIsAskedAnyLonger() {
    var instance = known("votes-gone", "two");
    var request = asked(instance);
    question(request, 1);
    bus.gone(instance.key());
    assertEquals(
        "instance-unknown",
        assertInstanceOf(
                OperationRejected.class, data(bus.about(request.operationId(), 2)).getLast())
            .code());
  }

  @Test
  void anotherVersionOfTheSettingsVoidsTheVotes() throws IOException {
    var request = asked(known("votes-rules", "two"));
    question(request, 1);
    edit("start_within: 1h", "start_within: 30m");
    try {
      var again = question(request, 2);
      assertEquals(1800, again.startWithinSeconds());
      assertEquals(
          List.of("rules", "rules_version"),
          Objects.requireNonNull(again.changed()).stream().map(Drift::field).toList());
    } finally {
      edit("start_within: 30m", "start_within: 1h");
    }
  }

  @Test
  void whatPeopleAgreedToIsTakenBackWhenTheRulesChange() throws IOException {
    var request = asked(known("votes-taken-back", "two"));
    var question = question(request, 1);
    bus.ask(vote(request, question, ADA, VoteVerdict.APPROVE), request.resource());
    bus.ask(vote(request, question, BOB, VoteVerdict.APPROVE), request.resource());
    assertInstanceOf(OperationApproved.class, data(bus.about(request.operationId(), 4)).getLast());
    var file = config.settings().orElseThrow();
    Whole.write(file, Files.readString(file).replace("start_within: 1h", "start_within: 20m"));
    try {
      var cancelled =
          assertInstanceOf(
              CancelApproved.class, data(bus.about(request.operationId(), 5)).getLast());
      assertEquals("countersign/policy", cancelled.cancelledBy());
      assertTrue(
          String.valueOf(cancelled.reason()).contains("since people agreed"), cancelled::toString);
    } finally {
      Whole.write(file, Files.readString(file).replace("start_within: 20m", "start_within: 1h"));
    }
  }

  @Test
  void rulesThatAnotherReplicaHasReplacedVoidNoVotes() {
    var request = asked(known("votes-replicas", "two"));
    var ours = question(request, 1).ballot().rulesVersion();
    // The settings that an earlier test has put back may not have been announced yet.
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> announced().equals(ours));
    // As if another replica, with other settings, had come later and asked.
    change("update announced_rules set version = $1", "another");
    change(
        "update cases set document = jsonb_set(document, '{votes,ballot,rules_version}',"
            + " '\"another\"') where operation_id = $1",
        request.operationId());

    // Its end shows that every case has been looked at since.
    var marker = asked(known("votes-marker", "hasty"));
    bus.about(marker.operationId(), 2);
    assertEquals(1, bus.about(request.operationId(), 1).size());

    change("update announced_rules set version = $1", ours);
    assertEquals(2, question(request, 2).ballot().round());
  }

  private String announced() {
    return pool.query("select version from announced_rules")
        .executeAndAwait()
        .iterator()
        .next()
        .getString(0);
  }

  private void change(String sql, String value) {
    pool.preparedQuery(sql).executeAndAwait(Tuple.of(value));
  }

  @Test
  void whatWaitsTooLongExpires() {
    var request = asked(known("votes-hasty", "hasty"));
    var question = question(request, 1);
    var expired =
        assertInstanceOf(
            ApprovalExpired.class, data(bus.about(request.operationId(), 2)).getLast());
    assertEquals(question.expiresAt(), expired.expiredAt());
  }

  @Test
  void aWaitingCaseIsLookedAtOnceForEachObservationAndNotInEveryRound() {
    var instance = known("votes-quiet", "two");
    var request = asked(instance);
    question(request, 1);
    var seen = with(instance, "observed_at", Instant.now().truncatedTo(ChronoUnit.MILLIS));
    bus.observe(seen);
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> version(request) == 2);
    // The rounds are every 250 ms: other cases, asked for later, go through several of them.
    var hasty = asked(known("votes-rounds", "hasty"));
    bus.about(hasty.operationId(), 2);
    assertEquals(2, version(request));
  }

  @Test
  void approversWhoPressAtTheSameMomentLeadToExactlyOneDecisionEach() throws Exception {
    var instance = known("votes-race", "two");
    var requests = new ArrayList<OperationRequested>();
    for (var i = 0; i < AT_THE_SAME_MOMENT; i++) {
      requests.add(asked(instance));
    }
    var questions = requests.stream().map(request -> question(request, 1)).toList();
    var threads = new ArrayList<Thread>();
    for (var person : List.of(ADA, BOB, CEM)) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (var i = 0; i < AT_THE_SAME_MOMENT; i++) {
                  var request = requests.get(i);
                  bus.ask(
                      vote(request, questions.get(i), person, VoteVerdict.APPROVE),
                      request.resource());
                }
              }));
    }
    for (var thread : threads) {
      thread.join();
    }
    for (var request : requests) {
      // The question, an answer to each of three votes, and the decision.
      var events = data(bus.about(request.operationId(), 5));
      var decided = events.stream().filter(OperationApproved.class::isInstance).count();
      var counted = events.stream().filter(VoteCounted.class::isInstance).count();
      var refused = events.stream().filter(VoteRefused.class::isInstance).count();
      assertEquals(List.of(1L, 2L, 1L), List.of(decided, counted, refused), events.toString());
      assertTrue(events.size() == 5, events.toString());
    }
  }

  private long version(OperationRequested request) {
    return number("select version from cases where operation_id = $1", request.operationId());
  }

  private Instance known(String identifier, String votes) {
    return known(Samples.DEVELOPMENT_ACCOUNT, identifier, Map.of("Env", "dev", "Votes", votes));
  }

  private OperationRequested asked(Instance instance) {
    var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    var request = Samples.requestAt(now, instance, "reboot_instance", Map.of(), Samples.DORA);
    bus.ask(request, instance.key());
    return request;
  }

  private ApprovalRequired question(OperationRequested request, int count) {
    return assertInstanceOf(
        ApprovalRequired.class, data(bus.about(request.operationId(), count)).get(count - 1));
  }

  private static ApprovalVoted vote(
      OperationRequested request,
      ApprovalRequired question,
      Requester person,
      VoteVerdict verdict) {
    return new ApprovalVoted(
        request.operationId(),
        request.resource(),
        question.ballotHash(),
        verdict,
        "so",
        person,
        Instant.now().truncatedTo(ChronoUnit.MILLIS),
        null);
  }

  private static Instance larger(Instance instance) {
    var seen = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return with(with(instance, "observed_at", seen), "instance_class", "db.r7g.large");
  }

  private static Instance with(Instance instance, String field, Object value) {
    var tree = (ObjectNode) Json.mapper().valueToTree(instance);
    tree.set(field, Json.mapper().valueToTree(value));
    return Json.read(tree.toString(), Instance.class);
  }
}
