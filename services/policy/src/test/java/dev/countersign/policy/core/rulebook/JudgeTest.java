package dev.countersign.policy.core.rulebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.ChangeRequest;
import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.contracts.event.DecisionEvent.OperationRejected;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.Requester;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.operation.Consequences;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.operation.Tier;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.policy.Rulebooks;
import dev.countersign.policy.Samples;
import dev.countersign.policy.core.rulebook.Verdict.Approved;
import dev.countersign.policy.core.rulebook.Verdict.Rejected;
import dev.countersign.policy.core.ruling.Ruling.Undecidable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final Rulebook OPEN = Rulebooks.open();
  private static final Rulebook CLOSED = Rulebooks.closed();
  private static final Instance DEVELOPMENT =
      Samples.instance(Samples.DEVELOPMENT_ACCOUNT, "dev-1", Map.of("Env", "dev"));
  private static final Instance PRODUCTION =
      Samples.instance(Samples.OTHER_ACCOUNT, "database-1", Map.of("Env", "prod"));

  @Test
  void everyOperationOfTheCatalogueIsSelfServiceOutsideOfProduction() {
    for (var operation : OPEN.catalogue().definitions()) {
      var resource =
          Samples.resourceFor(
              operation, Samples.DEVELOPMENT_ACCOUNT, "dev-1", Map.of("Env", "dev"));
      for (var parameters : operation.examples()) {
        var request = Samples.request(resource, operation.name(), parameters, Samples.OLGA);
        assertInstanceOf(Approved.class, judge(CLOSED, request, resource), operation.name());
      }
    }
  }

  @Test
  void everyOperationOnProductionHasTheOutcomeThatItsDefinitionAsksFor() {
    for (var operation : OPEN.catalogue().definitions()) {
      var resource =
          Samples.resourceFor(
              operation, Samples.OTHER_ACCOUNT, "database-1", Map.of("Env", "prod"));
      for (var parameters : operation.examples()) {
        for (var requester : List.of(Samples.OLGA, Samples.DORA)) {
          for (var confirmed : List.of(false, true)) {
            var all = new HashMap<>(parameters);
            if (confirmed) {
              all.put("confirm_production", true);
            }
            var request = Samples.request(resource, operation.name(), all, requester);
            assertEquals("production-closed", code(judge(CLOSED, request, resource)));
            assertEquals(
                expected(operation, resource, all, requester),
                code(judge(OPEN, request, resource)),
                operation.name() + all);
          }
        }
      }
    }
  }

  private static String expected(
      OperationDefinition operation,
      Resource resource,
      Map<String, Object> parameters,
      Requester requester) {
    if (operation.defaultTier() == Tier.RISKY && requester.equals(Samples.OLGA)) {
      return "group-required";
    }
    return parameters.containsKey("confirm_production")
            || !Consequences.of(operation, parameters, resource).needConfirmation()
        ? "approved"
        : "confirmation-required";
  }

  @Test
  void anOperationOnAResourceOfAnotherTypeIsRefused() {
    var cluster = Samples.cluster(Samples.DEVELOPMENT_ACCOUNT, "dev-cluster", Map.of("Env", "dev"));
    var request = Samples.request(cluster, "reboot_instance", Map.of(), Samples.OLGA);

    var rejected = assertInstanceOf(Rejected.class, judge(OPEN, request, cluster)).rejection();

    assertEquals("invalid-request", rejected.code());
    assertEquals(
        "reboot_instance is done to resources of the kind rds:db, and this is one of the kind"
            + " rds:cluster.",
        rejected.message());
  }

  @Test
  void oneOpenGateIsNotEnough() {
    var request =
        Samples.request(
            PRODUCTION, "create_snapshot", Map.of("snapshot_id", "before-1"), Samples.DORA);
    var setting =
        new Rulebook("v", OPEN.settings(), false, OPEN.catalogue(), OPEN.rules(), OPEN.freezes());
    var environment =
        new Rulebook(
            "v", CLOSED.settings(), true, CLOSED.catalogue(), CLOSED.rules(), CLOSED.freezes());
    assertEquals("production-closed", code(judge(setting, request, PRODUCTION)));
    assertEquals("production-closed", code(judge(environment, request, PRODUCTION)));
  }

  @Test
  void anApprovalNamesExactlyWhatItIsFor() {
    var request = Samples.request(DEVELOPMENT, "reboot_instance", Map.of(), Samples.OLGA);
    var approval = assertInstanceOf(Approved.class, judge(OPEN, request, DEVELOPMENT)).approval();
    assertEquals(request, approval.request());
    assertEquals(RequestHash.of(request), approval.requestHash());
    assertEquals(DEVELOPMENT.key(), approval.resource());
    assertEquals(Environment.DEVELOPMENT, approval.classification().environment());
    assertEquals(OPEN.version(), approval.rulesVersion());
    assertEquals(Samples.NOW, approval.decidedAt());
    assertEquals(Samples.NOW.plus(Duration.ofMinutes(15)), approval.expiresAt());
  }

  @Test
  void aClosedGateHandsOverAFilledInChangeRequest() {
    var request =
        Samples.request(
            PRODUCTION, "create_snapshot", Map.of("snapshot_id", "before-1"), Samples.OLGA);
    var rejection = rejection(judge(CLOSED, request, PRODUCTION));
    assertEquals(
        "Operations not allowed on production instances. Please create a CloudOps request.",
        rejection.message());
    var change = Objects.requireNonNull(rejection.changeRequest());
    assertTrue(change.title().contains("database-1"), change.title());
    assertTrue(change.body().contains(request.operationId()), change.body());
    assertEquals("Olga Operator (olga)", change.fields().get("requested_by"));
    assertEquals("{\"snapshot_id\":\"before-1\"}", change.fields().get("parameters"));
    assertEquals("production", change.fields().get("environment"));
    assertEquals("tag: Env=prod", change.fields().get("classified_by"));
    assertEquals("safe", change.fields().get("tier"));
    assertEquals("no", change.fields().get("interrupts_service"));
    assertEquals("Operator", change.fields().get("requester_groups"));
    assertEquals("production-closed", change.fields().get("code"));
    assertEquals(rejection.message(), change.fields().get("refused_because"));
    assertEquals("production-closed@1", change.fields().get("rules"));
    assertEquals(CLOSED.version(), change.fields().get("rules_version"));
    assertEquals("/api/operations/" + request.operationId(), change.fields().get("link"));
    assertTrue(
        String.valueOf(change.fields().get("needed")).startsWith("enable_production_operations"),
        change.fields()::toString);
    change
        .fields()
        .forEach((name, value) -> assertTrue(change.body().contains(name + ": " + value), name));
  }

  /** The last field is filled in where the trace is known. */
  @Test
  void everyFieldOfAChangeRequestIsInItsSchemaAndOnItsPage() throws IOException {
    var request = Samples.request(PRODUCTION, "reboot_instance", Map.of(), Samples.OLGA);
    var change =
        Objects.requireNonNull(rejection(judge(CLOSED, request, PRODUCTION)).changeRequest());
    var filled = change.with("correlation_id", "c").fields().keySet();
    try (var schema = getClass().getResourceAsStream("/schema/common.v1.json")) {
      var fields =
          Json.mapper().readTree(schema).at("/$defs/change_request/properties/fields/properties");
      assertEquals(new TreeSet<>(filled), new TreeSet<>(Json.object(Json.bytes(fields)).keySet()));
    }
    var page = Files.readString(Path.of("../../docs/change-requests.md"));
    filled.forEach(field -> assertTrue(page.contains('`' + field + '`'), field));
  }

  @Test
  void theFormsTextIsShortHoweverLargeTheParametersAre() {
    for (var padding = 0; padding < 2; padding++) {
      var large = Map.<String, Object>of("x", "y".repeat(padding) + "\ud83d\ude00".repeat(20_000));
      var request = Samples.request(PRODUCTION, "create_snapshot", large, Samples.OLGA);
      var classification =
          new Classification(
              Environment.PRODUCTION, "tag", "Env=prod", "database-1", List.of(), Map.of());
      var refused =
          new OperationRejected(
              request.operationId(),
              "closed",
              "Closed.",
              "Ask.",
              classification,
              List.of(),
              "v",
              null);
      var change = CloudOpsRequest.fill(CLOSED, request, PRODUCTION, refused);
      assertTrue(change.body().length() < 4_000, () -> "" + change.body().length());
      assertTrue(change.body().contains("the operation has all of it"), change.body());
      assertEquals(Json.text(large), change.fields().get("parameters"));
      assertEquals(change, Json.read(Json.text(change), ChangeRequest.class));
    }
  }

  @Test
  void refusalsSpeakOfTheRequestersOwnThings() {
    var reboot = Samples.request(PRODUCTION, "reboot_instance", Map.of(), Samples.OLGA);
    var group = rejection(judge(OPEN, reboot, PRODUCTION));
    assertEquals(
        "On production instances, reboot_instance needs a member of DBA or Admin. You are in none"
            + " of these groups.",
        group.message());
    assertNull(group.changeRequest());

    var stop = Samples.request(PRODUCTION, "stop_instance", Map.of(), Samples.DORA);
    var confirmation = rejection(judge(OPEN, stop, PRODUCTION));
    assertTrue(confirmation.message().startsWith("database-1 is"), confirmation.message());
    assertTrue(confirmation.nextStep().contains("confirm_production"), confirmation.nextStep());
  }

  @Test
  void aRoleThatIsLimitedHoldsOnlyWhereItIsGiven() {
    var book =
        Rulebooks.edited(
            "  - { role: Operator, groups: [Operator] }",
            "  - { role: Operator, groups: [Operator], environments: [development] }");
    var test = Samples.instance(Samples.DEVELOPMENT_ACCOUNT, "test-1", Map.of("Env", "test"));
    for (var person : List.of(Samples.OLGA, Samples.DORA)) {
      var there = Samples.request(DEVELOPMENT, "stop_instance", Map.of(), person);
      assertInstanceOf(Approved.class, judge(book, there, DEVELOPMENT));
    }
    var elsewhere = Samples.request(test, "stop_instance", Map.of(), Samples.OLGA);
    var rejection = rejection(judge(book, elsewhere, test));
    assertEquals("group-required", rejection.code());
    assertEquals(
        "stop_instance needs a member of DBA or Admin. You are in none of these groups.",
        rejection.message());
  }

  @Test
  void whoeverOnlyLooksVotesOrAuditsAsksForNothing() {
    for (var role : List.of("Viewer", "Approver", "Auditor", "BreakGlass")) {
      var person = new Requester("p", null, List.of(role));
      var request = Samples.request(DEVELOPMENT, "stop_instance", Map.of(), person);
      assertEquals("group-required", code(judge(OPEN, request, DEVELOPMENT)), role);
    }
  }

  @Test
  void whatTheGatewayShouldHaveRefusedIsRefusedHere() {
    for (var request :
        List.of(
            Samples.request(DEVELOPMENT, "drop_database", Map.of(), Samples.DORA),
            Samples.request(DEVELOPMENT, "reboot", Map.of(), Samples.DORA),
            Samples.request(DEVELOPMENT, "reboot_instance", Map.of("x", 1), Samples.DORA),
            Samples.request(DEVELOPMENT, "create_snapshot", Map.of(), Samples.DORA))) {
      assertEquals("invalid-request", code(judge(OPEN, request, DEVELOPMENT)));
    }
  }

  @Test
  void whateverGoesWrongIsARefusal() {
    var request = Samples.request(DEVELOPMENT, "reboot_instance", Map.of(), Samples.OLGA);
    var undecidable = Rulebooks.with(_ -> new Undecidable("no answer"));
    var broken =
        Rulebooks.with(_ -> {
          throw new IllegalStateException("a bug");
        });
    var endless =
        Rulebooks.with(_ -> {
          throw new StackOverflowError();
        });
    for (var book : List.of(undecidable, broken, endless)) {
      var rejection = rejection(judge(book, request, DEVELOPMENT));
      assertEquals("policy-error", rejection.code());
      assertEquals(List.of(), rejection.rules());
    }
  }

  @Test
  void anotherInstanceThanTheRequestsIsNeverJudged() {
    var request = Samples.request(PRODUCTION, "reboot_instance", Map.of(), Samples.OLGA);
    assertEquals("policy-error", code(judge(OPEN, request, DEVELOPMENT)));
  }

  @Test
  void groupNamesAreComparedExactly() {
    for (var group : List.of("dba", "DBAs", "admin", "Administrators", " DBA")) {
      var person = new Requester("pat", null, List.of(group));
      var request =
          Samples.request(
              PRODUCTION, "reboot_instance", Map.of("confirm_production", true), person);
      assertEquals("group-required", code(judge(OPEN, request, PRODUCTION)), group);
    }
  }

  @Test
  void aTokenWithoutAGroupMayDoNothingAnywhere() {
    for (var groups :
        List.<List<String>>of(List.of(), List.of("Guests"), List.of("operator", "Operators"))) {
      var person = new Requester("pat", null, groups);
      var snapshot = Map.<String, Object>of("snapshot_id", "before-1");
      var inDevelopment = Samples.request(DEVELOPMENT, "create_snapshot", snapshot, person);
      var rejection = rejection(judge(OPEN, inDevelopment, DEVELOPMENT));
      assertEquals("group-required", rejection.code());
      assertEquals(
          "create_snapshot needs a member of Operator or DBA or Admin. You are in none of these"
              + " groups.",
          rejection.message());
      var inProduction = Samples.request(PRODUCTION, "create_snapshot", snapshot, person);
      assertEquals("group-required", code(judge(OPEN, inProduction, PRODUCTION)));
      assertEquals("production-closed", code(judge(CLOSED, inProduction, PRODUCTION)));
    }
  }

  @Test
  void onlyWhatLessensProtectionNeedsTheConfirmation() {
    // The instance keeps backups for seven days.
    confirmation("modify_backup_retention", Map.of("backup_retention_days", 6), true);
    confirmation("modify_backup_retention", Map.of("backup_retention_days", 7), false);
    confirmation("modify_backup_retention", Map.of("backup_retention_days", 8), false);
    confirmation("set_deletion_protection", Map.of("enabled", false), true);
    confirmation("set_deletion_protection", Map.of("enabled", true), false);
    confirmation("modify_storage", Map.of("allocated_storage", 100), false);
    confirmation(
        "modify_storage",
        Map.of("allocated_storage", 100, "also_apply", List.of("DBInstanceClass=db.m7g.large")),
        true);
  }

  private static void confirmation(
      String operation, Map<String, Object> parameters, boolean needed) {
    var request = Samples.request(PRODUCTION, operation, parameters, Samples.DORA);
    assertEquals(
        needed ? "confirmation-required" : "approved",
        code(judge(OPEN, request, PRODUCTION)),
        operation + parameters);
  }

  @Test
  void theVersionNamesRulesAndSettingsTogether() {
    assertNotEquals(OPEN.version(), CLOSED.version());
    assertEquals(CLOSED.version(), Rulebooks.closed().version());
  }

  private static Verdict judge(Rulebook book, OperationRequested request, Resource resource) {
    return Judge.judge(book, request, resource, Samples.NOW);
  }

  private static String code(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Held(var hold) -> hold.code();
      case Approved _ -> "approved";
      case Verdict.VotesNeeded _ -> "votes-needed";
      case Rejected(var rejection) -> rejection.code();
    };
  }

  private static OperationRejected rejection(Verdict verdict) {
    return assertInstanceOf(Rejected.class, verdict).rejection();
  }
}
