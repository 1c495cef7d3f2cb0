package dev.countersign.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.preview.Plan;
import dev.countersign.contracts.preview.PlanAnswer;
import dev.countersign.contracts.preview.PlanQuestion;
import dev.countersign.contracts.resource.Instance;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What an execution would find, asked beforehand: by the same code, and without any effect. */
@QuarkusTest
@QuarkusTestResource(value = SimulatedAws.class, restrictToAnnotatedClass = true)
class PlansTest extends Planning {
  @Test
  void aPendingChangeOfStorageIsNamedBeforeAChangeOfTheClassBringsItAlong() throws Exception {
    var instance = topic.instance("dev-postgres-01");
    pending(instance, Map.of("AllocatedStorage", 300));
    try {
      var parameters =
          Map.<String, Object>of("instance_class", "db.m7g.large", "apply_immediately", true);
      var found = plan(instance, "modify_instance_class", parameters);

      var plan = Objects.requireNonNull(found.plan());
      assertEquals("DBInstanceClass", plan.changes().getFirst().field());
      assertEquals(instance.instanceClass(), plan.changes().getFirst().now());
      assertEquals("db.m7g.large", plan.changes().getFirst().then());
      assertTrue(plan.interruption().expected());
      var along = plan.alsoApplied().getFirst();
      assertEquals("AllocatedStorage", along.field());
      assertEquals(Integer.toString(instance.storage().allocated()), along.now());
      assertEquals("300", along.then());
      // Nobody has said that it may come along.
      assertEquals("pending-changes", found.preconditions().getLast().code());
      assertTrue(Objects.requireNonNull(found.undo()).contains("Set the class back"));

      var named = new HashMap<>(parameters);
      named.put("also_apply", List.of("AllocatedStorage=300"));
      assertTrue(isYes(plan(instance, "modify_instance_class", named)));

      var later = plan(instance, "modify_instance_class", Map.of("instance_class", "db.m7g.large"));
      assertTrue(isYes(later));
      var deferred = Objects.requireNonNull(later.plan());
      assertEquals(List.of(), deferred.alsoApplied());
      assertTrue(
          deferred.interruption().why().contains(instance.windows().maintenance()),
          deferred.interruption().why());
    } finally {
      pending(instance, Map.of());
    }
  }

  @Test
  void aRebootNamesWhatMayComeAlong() throws Exception {
    var instance = topic.instance("test-mysql-01");
    pending(instance, Map.of("EngineVersion", "8.4.5"));
    try {
      var plan = Objects.requireNonNull(plan(instance, "reboot_instance", Map.of()).plan());

      assertTrue(plan.interruption().expected());
      assertEquals(List.of(), plan.changes());
      assertEquals(
          List.of("EngineVersion"),
          plan.alsoApplied().stream().map(Plan.AlsoApplied::field).toList());
    } finally {
      pending(instance, Map.of());
    }
  }

  @Test
  void whatIsNotThereAnyMoreAndWhereNobodyReachesIsSaid() throws Exception {
    var instance = topic.instance("dev-postgres-01");
    var other =
        new Instance(
            Instance.keyOf(ACCOUNT, instance.key().region(), "db-NOBODYMADETHISONE"),
            instance.identifier(),
            instance.arn(),
            instance.engine(),
            instance.engineVersion(),
            instance.instanceClass(),
            instance.status(),
            instance.storage(),
            instance.windows(),
            instance.topology(),
            instance.parameterGroups(),
            instance.tags(),
            Map.of(),
            instance.observedAt());

    var gone = plan(other, "reboot_instance", Map.of());

    assertEquals("instance-gone", gone.preconditions().getLast().code());
    assertNotNull(gone.observedAt());
    assertNull(gone.plan());

    var statement =
        Approvals.statement(instance, "reboot_instance", Map.of(), Duration.ofMinutes(1));
    var elsewhere =
        Json.text(new PlanQuestion(statement.request(), statement.classification()))
            .replace(ACCOUNT, "123456789012");
    var refused = Json.read(ask(elsewhere).body(), PlanAnswer.class);
    assertEquals("account-not-configured", refused.preconditions().getLast().code());
    assertNull(refused.observedAt());
    assertEquals(400, ask("{}").statusCode());
  }

  @Test
  void whereNobodyAnswersItIsAProblemAndNoGuess() throws Exception {
    var instance = topic.instance("dev-postgres-01");
    var nobody = "999999999999";
    var statement =
        Approvals.statement(instance, "reboot_instance", Map.of(), Duration.ofMinutes(1));
    var question =
        Json.text(new PlanQuestion(statement.request(), statement.classification()))
            .replace(ACCOUNT, nobody)
            .replace(instance.key().region(), "eu-central-1");

    var answer = ask(question);

    assertEquals(503, answer.statusCode());
    assertTrue(answer.body().contains("preview-unavailable"), answer.body());
  }

  private void pending(Instance instance, Map<String, Object> values) {
    simulator.change(
        instance.key().account(),
        instance.key().region(),
        instance.identifier(),
        Map.of("attributes", Map.of("PendingModifiedValues", values)));
  }
}
