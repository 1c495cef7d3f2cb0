package dev.countersign.policy.core.rulebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.contracts.event.DecisionEvent.OperationRejected;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.Requester;
import dev.countersign.contracts.instance.Instance;
import dev.countersign.policy.Rulebooks;
import dev.countersign.policy.Samples;
import dev.countersign.policy.core.rulebook.Verdict.Approved;
import dev.countersign.policy.core.rulebook.Verdict.Rejected;
import dev.countersign.policy.core.ruling.Ruling.Undecidable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final Rulebook OPEN = Rulebooks.open();
  private static final Rulebook CLOSED = Rulebooks.closed();
  private static final Instance DEVELOPMENT =
      Samples.instance(Samples.DEVELOPMENT_ACCOUNT, "dev-1", Map.of("Env", "dev"));
  private static final Instance PRODUCTION =
      Samples.instance(Samples.OTHER_ACCOUNT, "database-1", Map.of("Env", "prod"));

  private static final Map<String, Map<String, Object>> OPERATIONS =
      Map.of(
          "create_snapshot", Map.of("snapshot_id", "before-1"),
          "modify_backup_window", Map.of("backup_window", "03:00-04:00"),
          "reboot_instance", Map.of(),
          "stop_instance", Map.of(),
          "start_instance", Map.of());
  private static final List<String> SAFE = List.of("create_snapshot", "modify_backup_window");

  @Test
  void everyOperationOfTheCatalogueIsSelfServiceOutsideOfProduction() {
    OPERATIONS.forEach((operation, parameters) -> {
      var request = Samples.request(DEVELOPMENT, operation, parameters, Samples.OLGA);
      assertInstanceOf(Approved.class, judge(CLOSED, request, DEVELOPMENT), operation);
    });
  }

  @Test
  void everyOperationOnProductionHasTheOutcomeThatTheSettingsAskFor() {
    OPERATIONS.forEach((operation, parameters) -> {
      for (var requester : List.of(Samples.OLGA, Samples.DORA)) {
        for (var confirmed : List.of(false, true)) {
          var all = new HashMap<>(parameters);
          if (confirmed) {
            all.put("confirm_production", true);
          }
          var request = Samples.request(PRODUCTION, operation, all, requester);
          assertEquals("production-closed", code(judge(CLOSED, request, PRODUCTION)));
          assertEquals(
              expected(operation, requester, confirmed), code(judge(OPEN, request, PRODUCTION)));
        }
      }
    });
  }

  @Test
  void oneOpenGateIsNotEnough() {
    var request =
        Samples.request(
            PRODUCTION, "create_snapshot", Map.of("snapshot_id", "before-1"), Samples.DORA);
    var setting = new Rulebook("v", OPEN.settings(), false, OPEN.catalogue(), OPEN.rules());
    var environment =
        new Rulebook("v", CLOSED.settings(), true, CLOSED.catalogue(), CLOSED.rules());
    assertEquals("production-closed", code(judge(setting, request, PRODUCTION)));
    assertEquals("production-closed", code(judge(environment, request, PRODUCTION)));
  }

  @Test
  void anApprovalNamesExactlyWhatItIsFor() {
    var request = Samples.request(DEVELOPMENT, "reboot_instance", Map.of(), Samples.OLGA);
    var approval = assertInstanceOf(Approved.class, judge(OPEN, request, DEVELOPMENT)).approval();
    assertEquals(request, approval.request());
    assertEquals(RequestHash.of(request), approval.requestHash());
    assertEquals(DEVELOPMENT.key(), approval.instance());
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
  }

  @Test
  void refusalsSpeakOfTheRequestersOwnThings() {
    var reboot = Samples.request(PRODUCTION, "reboot_instance", Map.of(), Samples.OLGA);
    var group = rejection(judge(OPEN, reboot, PRODUCTION));
    assertEquals(
        "On production instances, reboot_instance needs a member of Admin or DBA. You are in none"
            + " of these groups.",
        group.message());
    assertNull(group.changeRequest());

    var stop = Samples.request(PRODUCTION, "stop_instance", Map.of(), Samples.DORA);
    var confirmation = rejection(judge(OPEN, stop, PRODUCTION));
    assertTrue(confirmation.message().startsWith("database-1 is"), confirmation.message());
    assertTrue(confirmation.nextStep().contains("confirm_production"), confirmation.nextStep());
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
  void theVersionNamesRulesAndSettingsTogether() {
    assertNotEquals(OPEN.version(), CLOSED.version());
    assertEquals(CLOSED.version(), Rulebooks.closed().version());
  }

  private static String expected(String operation, Requester requester, boolean confirmed) {
    if (SAFE.contains(operation)) {
      return "approved";
    }
    if (requester.equals(Samples.OLGA)) {
      return "group-required";
    }
    return confirmed ? "approved" : "confirmation-required";
  }

  private static Verdict judge(Rulebook book, OperationRequested request, Instance instance) {
    return Judge.judge(book, request, instance, Samples.NOW);
  }

  private static String code(Verdict verdict) {
    return switch (verdict) {
      case Approved _ -> "approved";
      case Rejected(var rejection) -> rejection.code();
    };
  }

  private static OperationRejected rejection(Verdict verdict) {
    return assertInstanceOf(Rejected.class, verdict).rejection();
  }
}
