package dev.countersign.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.decision.Ballot;
import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Delegate;
import dev.countersign.contracts.decision.Drift;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.decision.Need;
import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.contracts.decision.VoteCondition;
import dev.countersign.contracts.decision.VoteVerdict;
import dev.countersign.contracts.event.DecisionEvent.ApprovalRequired;
import dev.countersign.contracts.event.DecisionEvent.OperationHeld;
import dev.countersign.contracts.event.DecisionEvent.VoteCounted;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.RequestEvent.ApprovalVoted;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How people are asked for their approval, and how they vote. */
@QuarkusTest
@QuarkusTestResource(GatewayInfra.class)
class VotingTest extends GatewayTest {
  private static final String API = "/api/operations";
  private static final String YES = "{\"verdict\": \"approve\"}";

  @Test
  void whatWaitsForApprovalIsAnsweredAtOnceAndSaysForWhom() {
    var instance = instance("waits");
    var answer = ada.postAsync(API, snapshot(instance, "one"), "Prefer", "wait=1");
    await().atMost(PATIENCE).until(() -> !requestsOn(instance).isEmpty());
    ask(requestsOn(instance).getFirst(), 1, null);

    var shown = answer.join();
    assertEquals(202, shown.status());
    var id = shown.text("operation_id");
    await()
        .atMost(PATIENCE)
        .until(() -> ada.get(API + '/' + id).text("status").equals("approval-required"));
    var document = ada.get(API + '/' + id).body();
    assertEquals(2, document.at("/approval/quorum/0/count").asInt());
    assertTrue(document.path("message").asText().contains("2 of DBA"), document.toString());
    assertEquals(API + '/' + id + "/approvals", document.at("/links/approvals").asText());
  }

  @Test
  void nobodyVotesOnTheirOwnRequestOrOnWhatOthersAreAskedFor() {
    var id = waiting();
    var own = ada.post(API + '/' + id + "/approvals", YES);
    assertEquals(403, own.status());
    assertEquals("own-request", own.problem());
    var other = client("olga", "Operator").post(API + '/' + id + "/approvals", YES);
    assertEquals(403, other.status());
    assertEquals("not-yours-to-vote", other.problem());
    assertEquals(1, requests(id).size(), "nothing was published");
  }

  @Test
  void aDelegateFindsItInTheInboxAndVotesWhileTheirTimeLasts() {
    var id = waiting();
    var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    ask(
        request(id),
        2,
        List.of(),
        List.of(
            new Delegate(
                "dela", "ben", List.of("DBA"), now.minusSeconds(600), now.plusSeconds(6000)),
            new Delegate(
                "late", "ben", List.of("DBA"), now.minusSeconds(600), now.minusSeconds(60))));
    await()
        .atMost(PATIENCE)
        .until(() -> ada.get(API + '/' + id).body().at("/approval/delegates").size() == 2);

    var late = client("late", "Approver");
    assertEquals("not-yours-to-vote", late.post(API + '/' + id + "/approvals", YES).problem());
    assertFalse(ids(late, "?limit=200").contains(id));
    var dela = client("dela", "Approver");
    assertTrue(ids(dela, "?limit=200").contains(id));
    assertEquals(202, dela.post(API + '/' + id + "/approvals", YES).status());
    await().atMost(PATIENCE).until(() -> requests(id).size() == 2);
    assertFalse(ids(dela, "?limit=200").contains(id));
  }

  @Test
  void aVoteIsPublishedWithTheBallotThatItIsOnAndShowsWhatCameOfIt() {
    var id = waiting();
    var ben = client("ben", "DBA");
    var shown = ben.get(API + '/' + id).body();
    var hash = shown.at("/approval/ballot_hash").asText();
    var body = "{\"verdict\": \"approve\", \"comment\": \"fine\", \"ballot_hash\": \"%s\"}";

    var voted = ben.post(API + '/' + id + "/approvals", body.formatted(hash));
    assertEquals(202, voted.status());
    assertEquals(202, ben.post(API + '/' + id + "/approvals", YES).status());
    await().atMost(PATIENCE).until(() -> requests(id).size() == 2);
    var event = requests(id).getLast();
    var vote = assertInstanceOf(ApprovalVoted.class, event.data());
    assertEquals(hash, vote.ballotHash());
    assertEquals(VoteVerdict.APPROVE, vote.verdict());
    assertEquals("ben", vote.requester().subject());
    assertEquals(vote.votedAt(), event.time());

    neighbours.say(
        Topics.DECISIONS,
        event,
        2,
        new VoteCounted(
            id,
            hash,
            "ben",
            null,
            VoteVerdict.APPROVE,
            "fine",
            vote.votedAt(),
            List.of(new Need("DBA", 1))));
    await()
        .atMost(PATIENCE)
        .until(() -> ada.get(API + '/' + id).body().at("/approval/votes/0/counted").asBoolean());
    // Whoever asked, and the other approvers, see who has voted.
    var told = ada.get(API + '/' + id).body().path("approval");
    assertEquals("ben", told.at("/votes/0/voter").asText());
    assertEquals("fine", told.at("/votes/0/comment").asText());
    assertEquals(1, told.at("/missing/0/count").asInt());

    assertEquals(202, delete(ben, id).status());
    await().atMost(PATIENCE).until(() -> requests(id).size() == 3);
    var withdrawn = assertInstanceOf(ApprovalVoted.class, requests(id).getLast().data());
    assertEquals(VoteVerdict.WITHDRAW, withdrawn.verdict());
    assertTrue(withdrawn.votedAt().isAfter(vote.votedAt()));
    assertEquals(202, delete(ben, id).status(), "the same again changes nothing");
  }

  @Test
  void whoeverLookedAtAnEarlierBallotIsToldWhatHasChanged() {
    var id = waiting();
    var ben = client("ben", "DBA");
    var hash = ben.get(API + '/' + id).body().at("/approval/ballot_hash").asText();
    ask(request(id), 2, List.of(new Drift("instance_class", "db.t4g.medium", "db.r7g.large")));
    await()
        .atMost(PATIENCE)
        .until(() -> ben.get(API + '/' + id).body().at("/approval/round").asInt() == 2);

    var body = "{\"verdict\": \"approve\", \"ballot_hash\": \"%s\"}".formatted(hash);
    var answer = ben.post(API + '/' + id + "/approvals", body);
    assertEquals(409, answer.status());
    assertEquals("ballot-changed", answer.problem());
    assertEquals("instance_class", answer.body().at("/changed/0/field").asText());
    assertFalse(answer.text("ballot_hash").equals(hash));
  }

  @Test
  void whoeverRefusesSaysWhyAndWhatIsNoVoteIsRefused() {
    var id = waiting();
    var ben = client("ben", "DBA");
    for (var body :
        List.of(
            "{}",
            "{\"verdict\": \"perhaps\"}",
            "{\"verdict\": \"withdraw\"}",
            "{\"verdict\": \"reject\"}",
            "{\"verdict\": \"send-back\", \"comment\": \" \"}",
            "{\"verdict\": \"approve\", \"conditions\": []}",
            "{\"verdict\": true}")) {
      assertEquals(400, ben.post(API + '/' + id + "/approvals", body).status(), body);
    }
    assertEquals("operation-not-found", ben.post(API + "/x/approvals", YES).problem());
    var approved = ada.post(API, snapshot(instance("dev"), "one")).text("operation_id");
    assertEquals(
        "nothing-to-approve", ben.post(API + '/' + approved + "/approvals", YES).problem());
    assertEquals("nothing-to-approve", delete(ben, approved).problem());
  }

  @Test
  void whatIsNoConditionIsRefusedAndSaysWhatWouldBeOne() {
    var id = waiting();
    var ben = client("ben", "DBA");
    var later = "\"2126-12-06T01:00:00Z\"";
    for (var wrong :
        Map.of(
                "{}", "conditions",
                "[]", "conditions",
                "[true]", "conditions[0]",
                "[{}]", "conditions[0]",
                "[{\"not_before\": %s, \"not_after\": %s}]", "conditions[0]",
                "[{\"not_before\": \"2126-12-06T01:00:00\"}]", "conditions[0].not_before",
                "[{\"not_after\": 1}]", "conditions[0].not_after",
                "[{\"not_before\": %s}, {\"not_before\": %s}]", "conditions",
                "[{\"not_before\": %s}, {\"not_after\": %s}]", "conditions",
                "[{\"not_before\": %s}, {\"soon\": true}]", "conditions[1].soon")
            .entrySet()) {
      var body = "{\"verdict\": \"approve\", \"conditions\": " + wrong.getKey() + '}';
      var answer = ben.post(API + '/' + id + "/approvals", body.replace("%s", later));
      assertEquals(400, answer.status(), body);
      assertEquals(wrong.getValue(), answer.text("field"), body);
    }
    var over =
        "{\"verdict\": \"approve\", \"conditions\": [{\"not_after\": \"2020-01-01T00:00:00Z\"}]}";
    assertEquals("conditions", ben.post(API + '/' + id + "/approvals", over).text("field"));
    var no =
        "{\"verdict\": \"reject\", \"comment\": \"x\", \"conditions\": [{\"not_before\": %s}]}";
    assertEquals(
        "conditions",
        ben.post(API + '/' + id + "/approvals", no.replace("%s", later)).text("field"));
    var snapshot = "{\"verdict\": \"approve\", \"conditions\": [{\"snapshot_first\": true}]}";
    var notYet = ben.post(API + '/' + id + "/approvals", snapshot);
    assertEquals(400, notYet.status());
    assertEquals("conditions[0].snapshot_first", notYet.text("field"));
    assertTrue(notYet.text("detail").contains("not offered yet"), notYet.text("detail"));
    assertEquals(1, requests(id).size(), "nothing was published");
  }

  @Test
  void aVoteSaysWhenAndIsTakenBackWhileItWaitsForThat() {
    var id = waiting();
    var ben = client("ben", "DBA");
    var body =
        "{\"verdict\": \"approve\", \"conditions\": [{\"not_before\": \"2126-12-06T02:00:00+01:00\"}]}";
    var time = Instant.parse("2126-12-06T01:00:00Z");

    assertEquals(202, ben.post(API + '/' + id + "/approvals", body).status());
    assertEquals(202, ben.post(API + '/' + id + "/approvals", body).status());
    assertEquals(202, ben.post(API + '/' + id + "/approvals", YES).status());
    await().atMost(PATIENCE).until(() -> requests(id).size() == 3);
    var first = assertInstanceOf(ApprovalVoted.class, requests(id).get(1).data());
    assertEquals(List.of(VoteCondition.notBefore(time)), first.conditions());
    // The same again is no other vote; without conditions it is.
    assertNull(assertInstanceOf(ApprovalVoted.class, requests(id).get(2).data()).conditions());
    var shown = ada.get(API + '/' + id).body().path("approval");
    assertEquals(
        time.toString(), shown.at("/votes/0/conditions/0/not_before").asText(), shown::toString);
    assertEquals(2, shown.path("votes_total").asInt());

    neighbours.say(
        Topics.DECISIONS,
        request(id),
        2,
        new OperationHeld(
            id,
            "not-before",
            "Wait.",
            time,
            new Classification(
                Environment.PRODUCTION, "tag", "Env=prod", "x", List.of("Env"), Map.of()),
            List.of("two@1"),
            "abc"));
    await().atMost(PATIENCE).until(() -> ada.get(API + '/' + id).text("status").equals("held"));
    var cem = client("cem", "DBA");
    assertEquals("nothing-to-approve", cem.post(API + '/' + id + "/approvals", YES).problem());
    assertEquals(202, delete(cem, id).status(), "cem has no vote");
    assertEquals(202, delete(ben, id).status());
    await().atMost(PATIENCE).until(() -> requests(id).size() == 4);
    var withdrawn = assertInstanceOf(ApprovalVoted.class, requests(id).getLast().data());
    assertEquals(VoteVerdict.WITHDRAW, withdrawn.verdict());
    assertEquals("ben", withdrawn.requester().subject());
  }

  @Test
  void theInboxHasWhatIsForMeToDecideAndNothingElse() {
    var id = waiting();
    var ben = client("ben", "DBA");
    assertTrue(ids(ben, "").contains(id));
    assertTrue(ids(ben, "?for=me").contains(id));
    assertTrue(ids(ben, "?for=open").contains(id));
    assertFalse(ids(ben, "?for=mine").contains(id));
    assertFalse(ids(ada, "?for=me").contains(id));
    assertTrue(ids(ada, "?for=mine").contains(id));
    assertFalse(ids(client("olga", "Operator"), "?for=me").contains(id));
    assertTrue(ids(client("olga", "Operator"), "?for=open").contains(id));

    ben.post(API + '/' + id + "/approvals", YES);
    assertFalse(ids(ben, "?for=me").contains(id));
    assertTrue(ids(client("cem", "DBA"), "?for=me").contains(id));
    assertEquals("invalid-query-parameter", ben.get("/api/approvals?for=you").problem());
    var page = ben.get("/api/approvals?for=open&limit=1");
    assertEquals(1, page.body().path("approvals").size());
  }

  private String waiting() {
    var id =
        ada.post(API, snapshot(instance("waits"), "one"), "Prefer", "respond-async")
            .text("operation_id");
    ask(request(id), 1, null);
    await()
        .atMost(PATIENCE)
        .until(() -> ada.get(API + '/' + id).text("status").equals("approval-required"));
    return id;
  }

  private void ask(Event asked, int round, @Nullable List<Drift> changed) {
    ask(asked, round, changed, null);
  }

  private void ask(
      Event asked, int round, @Nullable List<Drift> changed, @Nullable List<Delegate> delegates) {
    var request = assertInstanceOf(OperationRequested.class, asked.data());
    var ballot =
        new Ballot(
            request.operationId(),
            round,
            RequestHash.of(request),
            request.resource(),
            "arn",
            "db.t4g.medium",
            new Classification(
                Environment.PRODUCTION, "tag", "Env=prod", "x", List.of("Env"), Map.of()),
            List.of(new Need("DBA", 2)),
            List.of("two@1"),
            "abc");
    var until = Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.MILLIS);
    neighbours.say(
        Topics.DECISIONS,
        asked,
        round,
        new ApprovalRequired(
            request.operationId(),
            ballot,
            ballot.hash(),
            List.of("Two DBAs"),
            until,
            3600,
            changed,
            delegates));
  }

  private List<Event> requestsOn(String instance) {
    return neighbours.requests().stream()
        .filter(event ->
            event.data() instanceof OperationRequested asked
                && asked.resourceIdentifier().equals(instance))
        .toList();
  }

  private Client client(String person, String... groups) {
    return new Client(base, Tokens.of(person, groups));
  }

  private static Client.Answer delete(Client client, String id) {
    return client.send("DELETE", API + '/' + id + "/approvals", BodyPublishers.noBody()).join();
  }

  private static List<String> ids(Client client, String query) {
    var ids = new ArrayList<String>();
    client
        .get("/api/approvals" + query)
        .body()
        .path("approvals")
        .forEach(one -> ids.add(one.path("operation_id").asText()));
    return ids;
  }
}
