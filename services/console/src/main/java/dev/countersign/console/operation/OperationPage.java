package dev.countersign.console.operation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.client.HistoryEntry;
import dev.countersign.client.LedgerEntry;
import dev.countersign.client.Operation;
import dev.countersign.client.Status;
import dev.countersign.console.page.Badge;
import dev.countersign.console.page.Links;
import dev.countersign.console.page.Moment;
import dev.countersign.console.page.Part;
import dev.countersign.console.page.Trouble;
import dev.countersign.console.person.Person;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the page of an operation shows.
 *
 * @param why the reasons of the decision, a line each, with its icon and tone
 * @param cancellable whether it has not ended
 * @param result what RDS made of it
 * @param fault why it failed; null where it did not
 * @param look whether what would change can still be looked at
 */
public record OperationPage(
    Row row,
    String path,
    String operation,
    String kind,
    String account,
    String region,
    List<Proof.Fact> parameters,
    List<Badge> why,
    List<Proof.Fact> decision,
    @Nullable Approvals approvals,
    List<Step> steps,
    boolean cancellable,
    String cancelWords,
    List<Proof.Fact> result,
    Operation.@Nullable Fault fault,
    Operation.@Nullable ChangeRequest changeRequest,
    String findWords,
    String evidenceId,
    Proof proof,
    Part<LedgerLine> ledger,
    boolean look,
    String curl,
    String correlationId) {

  /** An entry of the ledger. */
  public record LedgerLine(long index, String what, Moment at) {}

  static OperationPage of(
      Operation operation,
      Row row,
      List<HistoryEntry> history,
      Part<LedgerLine> ledger,
      Person person,
      String gateway) {
    var resource = operation.resource();
    var id = operation.operationId();
    return new OperationPage(
        row,
        Links.operation(id),
        operation.operation(),
        resource.type().endsWith(":cluster") ? "cluster" : "instance",
        resource.account(),
        resource.region(),
        facts(operation.parameters()),
        why(operation),
        decision(operation),
        Approvals.of(operation, person),
        Timeline.of(operation, history),
        !operation.status().ended() && !asked(operation),
        cancelWords(operation),
        operation.result() == null ? List.of() : facts(operation.result()),
        operation.fault(),
        operation.changeRequest(),
        findWords(operation),
        evidenceId(operation),
        Proof.of(operation, history),
        ledger,
        operation.status() == Status.APPROVAL_REQUIRED || operation.status() == Status.HELD,
        "curl -s %s/api/operations/%s -H \"Authorization: Bearer $TOKEN\"".formatted(gateway, id),
        operation.correlationId());
  }

  static LedgerLine line(LedgerEntry entry) {
    var type = entry.attribute("type").split("\\.", -1);
    return new LedgerLine(
        entry.index(),
        type.length < 2 ? entry.kind() : Trouble.words(type[type.length - 2]),
        Moment.now(entry.recordedAt()));
  }

  private static boolean asked(Operation operation) {
    var cancel = operation.cancel();
    return cancel != null && cancel.granted() == null;
  }

  private static String cancelWords(Operation operation) {
    var cancel = operation.cancel();
    if (operation.status().ended()) {
      return "It has ended; there is nothing left to cancel.";
    }
    if (cancel == null) {
      return "Who asked for it and administrators may cancel it, while nothing has reached AWS.";
    }
    if (cancel.granted() == null) {
      return "Cancelling was asked for; policy has not answered yet.";
    }
    if (Boolean.FALSE.equals(cancel.granted())) {
      return "Cancelling was refused: " + cancel.refused();
    }
    return "too-late".equals(cancel.effect())
        ? "It was too late to cancel: AWS had been called already."
        : "Cancelling was allowed.";
  }

  /** Empty where there is nothing to resolve. */
  private static String evidenceId(Operation operation) {
    var resolution = operation.resolution();
    var resolved = resolution != null && resolution.resolvedAt() != null;
    var id = operation.evidenceId();
    return resolved || id == null || operation.status() != Status.INDETERMINATE ? "" : id;
  }

  private static String findWords(Operation operation) {
    if (operation.status() != Status.INDETERMINATE) {
      return "";
    }
    var resolution = operation.resolution();
    return resolution != null && resolution.resolvedAt() != null
        ? "A person found that it %s: “%s”".formatted(resolution.outcome(), resolution.comment())
        : "Nobody knows whether it was done. A person has to look at the evidence, at the database"
            + " and at CloudTrail, and record what they found.";
  }

  private static List<Badge> why(Operation operation) {
    var why = new ArrayList<Badge>();
    var message = operation.message();
    var refused = operation.status() == Status.REJECTED;
    if (message != null) {
      why.add(new Badge(refused ? "✕" : "◔", message, refused ? "bad" : "wait"));
    }
    var next = operation.nextStep();
    if (next != null) {
      why.add(new Badge("→", next, "dim"));
    }
    var approval = operation.approval();
    if (approval != null) {
      approval.titles().forEach(title -> why.add(new Badge("◔", title, "wait")));
    }
    var glass = operation.breakGlass();
    if (glass != null) {
      why.add(
          new Badge(
              "▲",
              glass.usedAt() == null
                  ? "Break-glass was asked for and not allowed: " + glass.refused()
                  : "Break-glass was used: “" + glass.reason() + "”",
              "warn"));
    }
    var override = operation.freezeOverride();
    if (override != null) {
      why.add(new Badge("❄", "To be begun in a freeze: “" + override.reason() + "”", "warn"));
    }
    if (why.isEmpty() && operation.decidedAt() != null) {
      why.add(new Badge("✓", "The rules allow it without another word from anybody.", "ok"));
    }
    return List.copyOf(why);
  }

  private static List<Proof.Fact> decision(Operation operation) {
    var facts = new ArrayList<Proof.Fact>();
    add(facts, "environment", operation.environment());
    add(facts, "found by", operation.classifiedBy());
    var rules = operation.rules();
    add(facts, "rules", rules == null ? null : String.join(", ", rules));
    var version = operation.rulesVersion();
    add(
        facts,
        "version",
        version == null ? null : version.substring(0, Math.min(12, version.length())));
    return facts;
  }

  private static void add(List<Proof.Fact> facts, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      facts.add(new Proof.Fact(name, value));
    }
  }

  static List<Proof.Fact> facts(JsonNode document) {
    var facts = new ArrayList<Proof.Fact>();
    document
        .properties()
        .forEach(field ->
            facts.add(
                new Proof.Fact(
                    field.getKey(),
                    field.getValue().isValueNode()
                        ? field.getValue().asText()
                        : field.getValue().toString())));
    return facts;
  }
}
