package dev.countersign.workbench.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.countersign.client.Countersign;
import dev.countersign.client.Settings;
import dev.countersign.contracts.decision.VoteVerdict;
import dev.countersign.contracts.event.DecisionEvent.ApprovalExpired;
import dev.countersign.contracts.event.DecisionEvent.ApprovalRequired;
import dev.countersign.contracts.event.EventData;
import dev.countersign.contracts.event.EventTypes;
import dev.countersign.contracts.event.RequestEvent.ApprovalVoted;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.Requester;
import dev.countersign.contracts.event.ResourceEvent.ResourceObserved;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.policy.core.cases.Answer;
import dev.countersign.policy.core.cases.CaseCommand.Open;
import dev.countersign.policy.core.cases.CaseState;
import dev.countersign.policy.core.cases.OperationCase;
import dev.countersign.policy.core.rulebook.Rulebook;
import dev.countersign.policy.settings.RuleSet;
import dev.countersign.workbench.replay.PastDecision.Passed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reboot of production that two people had to approve, read from a ledger over HTTP. */
class PastTest {
  private static final Instant THEN = Instant.parse("2026-03-02T10:00:00Z");
  private static final ResourceKey KEY =
      Instance.keyOf("444455556666", "eu-central-1", "db-ORDERS");

  private final List<ObjectNode> entries = new ArrayList<>();
  private final List<PastDecision> decisions = new ArrayList<>();
  private final List<Passed> passed = new ArrayList<>();
  private final OperationRequested request =
      new OperationRequested(
          "01a21c3b-aa50-7a7a-b15d-96ca83825829",
          "reboot_instance",
          KEY,
          "orders",
          Map.of("confirm_production", true),
          new Requester("dora", "Dora", List.of("DBA")),
          null,
          THEN);
  private Rulebook book;
  private HttpServer gateway;

  @BeforeEach
  void serve() throws IOException {
    book = RuleSet.read(Path.of("../../docs/rules-example"), THEN).book().withEnvironmentGate(true);
    gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext("/api/ledger/entries", this::answer);
    gateway.start();
  }

  @AfterEach
  void close() {
    gateway.stop(0);
  }

  static Instance instance(ResourceKey key, Instant observedAt) {
    return new Instance(
        key,
        "orders",
        "arn:aws:rds:eu-central-1:444455556666:db:orders",
        "postgres",
        "16.4",
        "db.t4g.medium",
        "available",
        new Instance.Storage("gp3", 20, null, null),
        new Instance.Windows("23:00-23:30", "sun:23:45-mon:00:15", 7),
        new Instance.Topology(false, false, null, null, List.of()),
        List.of(),
        Map.of("Environment", "production", "Team", "Shop"),
        Map.of(),
        observedAt);
  }

  /** What policy asked people, and told the ledger. */
  private ApprovalRequired asked() {
    var resource = instance(KEY, THEN.minusSeconds(60));
    tell(new ResourceObserved(resource), KEY.toString(), resource.observedAt());
    tell(request, THEN);
    var step =
        OperationCase.decide(book, new CaseState.Unseen(), new Open(request, resource), THEN);
    for (var answer : step.answers()) {
      if (answer instanceof Answer.Ask(var asked)) {
        tell(asked, THEN.plusMillis(10));
        return asked;
      }
    }
    throw new AssertionError("nobody was asked: " + step);
  }

  private void vote(ApprovalRequired asked, String person, Instant at) {
    tell(
        new ApprovalVoted(
            request.operationId(),
            KEY,
            asked.ballotHash(),
            VoteVerdict.APPROVE,
            "so",
            new Requester(person, person, List.of("DBA")),
            at,
            null),
        at);
  }

  private void read(Instant from) {
    try (var api =
        new Countersign(
            Settings.of("http://127.0.0.1:" + gateway.getAddress().getPort(), () -> "token"))) {
      new Past(api.ledger(), from).read(decisions::add, passed::add);
    }
  }

  @Test
  void aVoteThatCameAfterTheEndOfTheWaitIsNotCounted() {
    var asked = asked();
    var end = asked.expiresAt();
    vote(asked, "ada", end.minusMillis(1));
    vote(asked, "bob", end);
    tell(new ApprovalExpired(request.operationId(), end), end.plusSeconds(1));

    read(THEN.minusSeconds(3600));

    assertEquals(List.of(), passed);
    var decision = decisions.getFirst();
    assertEquals(
        List.of("ada"), decision.votes().stream().map(vote -> vote.voter().subject()).toList());
    assertFalse(Comparison.of(book, decision).differs());
  }

  @Test
  void whatWasDecidedTwiceIsReadOnceWhereverTheTimeBegins() {
    var asked = asked();
    var end = asked.expiresAt();
    tell(new ApprovalExpired(request.operationId(), end), end);

    read(THEN.minusSeconds(3600));
    assertEquals(1, decisions.size());
    read(end);
    assertEquals(2, decisions.size());
    assertEquals(decisions.getFirst(), decisions.getLast());
    read(end.plusSeconds(1));
    assertEquals(2, decisions.size());
  }

  private void tell(EventData data, Instant at) {
    tell(data, request.operationId(), at);
  }

  private void tell(EventData data, String subject, Instant at) {
    var entry = Json.mapper().createObjectNode();
    entry
        .putObject("attributes")
        .put("subject", subject)
        .put("type", EventTypes.of(data))
        .put("time", at.toString());
    entry.set("data", Json.mapper().valueToTree(data));
    var one = Json.mapper().createObjectNode();
    one.put("index", entries.size())
        .put("kind", "event")
        .put("leaf_hash", "")
        .put("recorded_at", at.toString())
        .set("entry", entry);
    entries.add(one);
  }

  /** As the gateway does, as far as it is asked here. */
  private void answer(HttpExchange exchange) throws IOException {
    var query =
        Arrays.stream(exchange.getRequestURI().getRawQuery().split("&", -1))
            .map(each -> URLDecoder.decode(each, StandardCharsets.UTF_8).split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    var page = Json.mapper().createObjectNode();
    var found = page.putArray("entries");
    entries.stream().filter(entry -> isAsked(entry, query)).forEach(found::add);
    var body = Json.bytes(page);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static boolean isAsked(ObjectNode entry, Map<String, String> query) {
    var attributes = entry.at("/entry/attributes");
    var subject = attributes.path("subject").asText();
    var from = query.get("from");
    return subject.equals(query.getOrDefault("operation", subject))
        && subject.equals(query.getOrDefault("resource", subject))
        && attributes
            .path("type")
            .asText()
            .equals(query.getOrDefault("type", attributes.path("type").asText()))
        && (from == null
            || !Instant.parse(attributes.path("time").asText()).isBefore(Instant.parse(from)));
  }
}
