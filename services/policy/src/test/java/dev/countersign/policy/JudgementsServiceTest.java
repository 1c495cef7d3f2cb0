package dev.countersign.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.event.DecisionEvent.OperationApproved;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.preview.AllowanceAnswer;
import dev.countersign.contracts.preview.AllowanceQuestion;
import dev.countersign.contracts.preview.JudgementAnswer;
import dev.countersign.contracts.preview.JudgementQuestion;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.contracts.role.RolesInForce;
import dev.countersign.policy.core.role.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What would be decided, asked of the running service; nothing of it is kept. */
@QuarkusTest
@QuarkusTestResource(PolicyInfra.class)
class JudgementsServiceTest extends OnTheBus {

  @TestHTTPResource("/api/judgements")
  @SuppressWarnings("NullAway.Init")
  URI judgements;

  @TestHTTPResource("/api/allowances")
  @SuppressWarnings("NullAway.Init")
  URI allowances;

  @TestHTTPResource("/api/roles")
  @SuppressWarnings("NullAway.Init")
  URI roles;

  @Test
  void aYesIsFollowedByAYesAndLeavesNoCaseBehind() throws Exception {
    var instance = known(instance("judged-dev", Map.of("Env", "dev")));
    var request = request(instance);

    var judged = judge(request, instance);

    assertEquals("approved", judged.verdict());
    assertEquals("self-service@2", judged.rules().getFirst().id());
    assertTrue(judged.inventory().ok(), judged.inventory()::message);
    assertEquals(
        0L, number("select count(*) from cases where operation_id = $1", request.operationId()));

    bus.ask(request, instance.key());
    var approved =
        assertInstanceOf(
            OperationApproved.class, bus.about(request.operationId(), 1).getFirst().data());
    assertEquals(judged.rules().getFirst().id(), approved.rules().getFirst());
    assertEquals(judged.classification(), approved.classification());
    assertEquals(judged.rulesVersion(), approved.rulesVersion());
  }

  @Test
  void aRefusalNamesTheRuleAndWhatToDo() throws Exception {
    var instance = known(instance("judged-prod", Map.of("Env", "prod")));

    var judged = judge(request(instance), instance);

    assertEquals("rejected", judged.verdict());
    assertEquals("production-closed@1", judged.rules().getFirst().id());
    assertEquals("Production is closed", judged.rules().getFirst().title());
    var reason = Objects.requireNonNull(judged.reason());
    assertEquals("production-closed", reason.code());
    assertNotNull(judged.changeRequest());
  }

  @Test
  void anInventoryThatIsBehindIsSaid() throws Exception {
    var before = known(instance("judged-behind", Map.of("Env", "prod")));
    var now = instance("judged-behind", Map.of("Env", "dev"));

    var judged = judge(request(before), now);

    assertEquals("approved", judged.verdict());
    assertEquals("inventory-behind", judged.inventory().code());
    assertTrue(judged.inventory().message().contains("production"), judged.inventory()::message);
  }

  @Test
  void whatPolicyHasNotHeardOfIsSaid() throws Exception {
    var unknown = instance("judged-unknown", Map.of("Env", "dev"));
    assertEquals("instance-unknown", judge(request(unknown), unknown).inventory().code());
  }

  @Test
  void whatSomebodyMayDoIsAnsweredForManyResourcesAtOnce() throws Exception {
    var development = instance("may-dev", Map.of("Env", "dev"));
    var production = instance("may-prod", Map.of("Env", "prod"));
    var question = new AllowanceQuestion(Samples.OLGA, List.of(production, development));

    var answer =
        Json.read(ask(allowances, Json.text(question)).body(), AllowanceAnswer.class).resources();

    assertEquals(production.key().toString(), answer.getFirst().key());
    assertEquals("no", allowed(answer.getFirst(), "reboot_instance"));
    assertEquals("yes", allowed(answer.getLast(), "reboot_instance"));
    assertEquals("development", answer.getLast().classification().environment().wireName());
    assertEquals(400, ask(allowances, "[]").statusCode());
  }

  @Test
  void whoseGroupsHaveARoleIsAnsweredFromTheSettingsInForce() throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(HttpRequest.newBuilder(roles).build(), BodyHandlers.ofString());

      assertEquals(200, answer.statusCode(), answer.body());
      var given = Json.read(answer.body(), RolesInForce.class).roles();
      assertEquals(
          Role.titles(), given.stream().map(RolesInForce.Given::role).toList(), answer.body());
      given.forEach(one -> assertEquals(List.of(one.role()), one.groups()));
    }
  }

  private static String allowed(AllowanceAnswer.OnResource resource, String operation) {
    return Objects.requireNonNull(resource.operations().get(operation)).allowed();
  }

  @Test
  void whatIsNoQuestionIsRefused() throws Exception {
    var instance = instance("judged-a", Map.of("Env", "dev"));
    var other = instance("judged-b", Map.of("Env", "dev"));
    assertEquals(400, ask("{}").statusCode());
    assertEquals(400, ask(Json.text(new JudgementQuestion(request(instance), other))).statusCode());
  }

  private static Instance instance(String identifier, Map<String, String> tags) {
    return Samples.instance(Samples.OTHER_ACCOUNT, identifier, tags);
  }

  private static OperationRequested request(Instance instance) {
    var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return Samples.requestAt(now, instance, "reboot_instance", Map.of(), Samples.OLGA);
  }

  private JudgementAnswer judge(OperationRequested request, Resource resource) throws Exception {
    var answer = ask(Json.text(new JudgementQuestion(request, resource)));
    assertEquals(200, answer.statusCode(), answer.body());
    return Json.read(answer.body(), JudgementAnswer.class);
  }

  private HttpResponse<String> ask(String body) throws Exception {
    return ask(judgements, body);
  }

  private static HttpResponse<String> ask(URI uri, String body) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(uri)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body))
              .build();
      return client.send(request, BodyHandlers.ofString());
    }
  }
}
