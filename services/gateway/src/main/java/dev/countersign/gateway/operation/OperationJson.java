package dev.countersign.gateway.operation;

import dev.countersign.contracts.decision.Need;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.operation.OperationState;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.gateway.operation.core.OperationView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An operation as the API shows it. What is not known yet is null where clients branch on it. */
public final class OperationJson {
  /** Fields of the result that clients of the first API read beside it. */
  private static final List<String> BESIDE =
      List.of(
          "snapshot_id",
          "snapshot_arn",
          "snapshot_create_time",
          "force_failover",
          "backup_window",
          "pending_modifications");

  /** Every field that an operation can have. */
  static final Set<String> FIELDS =
      Set.of(
          "operation_id",
          "operation",
          "resource",
          "instance_id",
          "instance",
          "status",
          "success",
          "parameters",
          "requester",
          "requested_at",
          "decided_at",
          "environment",
          "classified_by",
          "rules",
          "rules_version",
          "decision_expires_at",
          "held_until",
          "approval",
          "code",
          "message",
          "next_step",
          "change_request",
          "place",
          "behind",
          "not_before",
          "started_at",
          "attempt",
          "progress",
          "finished_at",
          "duration_seconds",
          "result",
          "snapshot_id",
          "snapshot_arn",
          "snapshot_create_time",
          "force_failover",
          "backup_window",
          "pending_modifications",
          "fault",
          "completed_late_at",
          "evidence_id",
          "evidence",
          "resolution",
          "cancel",
          "break_glass",
          "freeze_override",
          "correlation_id",
          "version",
          "links");

  /** What a list shows of it: the fields that were asked for, and always which operation it is. */
  static Map<String, Object> of(OperationView view, Set<String> fields) {
    var json = of(view);
    json.keySet().removeIf(name -> !name.equals("operation_id") && !fields.contains(name));
    return json;
  }

  /** The whole document. */
  public static Map<String, Object> of(OperationView view) {
    var request = view.request();
    var json = new LinkedHashMap<String, Object>();
    json.put("operation_id", view.id());
    json.put("operation", request.operation());
    resource(json, request);
    json.put("status", view.state().wireName());
    json.put("success", null);
    json.put("parameters", request.parameters());
    json.put("requester", request.requester());
    json.put("requested_at", request.requestedAt());
    decision(json, view);
    work(json, view);
    outcome(json, view);
    var cancel = view.cancel();
    if (cancel != null) {
      json.put("cancel", cancel);
    }
    putKnown(json, "resolution", view.resolution());
    putKnown(json, "break_glass", breakGlass(view));
    putKnown(json, "freeze_override", view.request().freezeOverride());
    json.put("correlation_id", view.correlationId());
    json.put("version", view.version());
    json.put("links", links(view));
    return json;
  }

  /** What was asked for; and what was skipped and its review, once policy has allowed it. */
  private static @Nullable Map<String, Object> breakGlass(OperationView view) {
    var why = view.request().breakGlass();
    if (why == null) {
      return null;
    }
    var json = new LinkedHashMap<String, Object>();
    json.put("reason", why.reason());
    var use = view.breakGlass();
    if (use != null) {
      json.put("used_at", use.usedAt());
      json.put("skipped", use.skipped());
      json.put("review", use.open() ? "open" : "closed");
      putKnown(json, "closed_at", use.closedAt());
      putKnown(json, "closed_by", use.closedBy());
      putKnown(json, "closed_by_name", use.closedByName());
      putKnown(json, "comment", use.comment());
      putKnown(json, "refused", use.refused());
    }
    return json;
  }

  /** What it is done to; where that is an instance, also in the fields that came first. */
  private static void resource(Map<String, Object> json, OperationRequested request) {
    var key = request.resource();
    if (key.kind().equals(Instance.KIND)) {
      json.put("instance_id", request.resourceIdentifier());
      json.put(
          "instance",
          Map.of("key", key.toString(), "account", key.account(), "region", key.region()));
    }
    var resource = new LinkedHashMap<String, Object>();
    resource.put("key", key.toString());
    resource.put("type", key.kind());
    resource.put("identifier", request.resourceIdentifier());
    resource.put("account", key.account());
    resource.put("region", key.region());
    json.put("resource", resource);
  }

  /** Where an operation is found. */
  public static String path(String operationId) {
    return "/api/operations/" + operationId;
  }

  private static void decision(Map<String, Object> json, OperationView view) {
    var decision = view.decision();
    if (decision != null) {
      json.put("decided_at", decision.decidedAt());
      putKnown(json, "environment", decision.environment());
      putKnown(json, "classified_by", decision.classifiedBy());
      json.put("rules", decision.rules());
      json.put("rules_version", decision.rulesVersion());
      putKnown(json, "decision_expires_at", decision.expiresAt());
      var hold = decision.hold();
      if (hold != null) {
        json.put("code", hold.code());
        json.put("message", hold.message());
        json.put("held_until", hold.until());
      }
      var refusal = decision.refusal();
      if (refusal != null) {
        json.put("code", refusal.code());
        json.put("message", refusal.message());
        json.put("next_step", refusal.nextStep());
        putKnown(json, "change_request", refusal.changeRequest());
      }
    }
    approval(json, view);
  }

  private static void approval(Map<String, Object> json, OperationView view) {
    var approval = view.approval();
    if (approval == null) {
      return;
    }
    json.put("approval", approval);
    if (view.state() == OperationState.APPROVAL_REQUIRED) {
      json.put(
          "message",
          "Waits for the approval of %s until %s."
              .formatted(words(approval.missing()), approval.expiresAt()));
      json.put("next_step", "Ask them to look at it; you are told here when they have voted.");
    }
  }

  private static String words(List<Need> needs) {
    return needs.stream()
        .map(need -> need.count() + " of " + need.group())
        .collect(Collectors.joining(" and "));
  }

  private static void work(Map<String, Object> json, OperationView view) {
    var work = view.work();
    if (work != null) {
      putKnown(json, "place", work.place());
      putKnown(json, "behind", work.behind());
      putKnown(json, "not_before", work.notBefore());
      putKnown(json, "started_at", work.startedAt());
      putKnown(json, "attempt", work.attempt());
      putKnown(json, "progress", work.progress());
    }
  }

  private static void outcome(Map<String, Object> json, OperationView view) {
    var outcome = view.outcome();
    if (outcome != null) {
      json.put("success", outcome.success());
      json.put("finished_at", outcome.finishedAt());
      json.put("duration_seconds", outcome.durationSeconds());
      json.put("result", outcome.result());
      BESIDE.forEach(field -> putKnown(json, field, outcome.result().get(field)));
      putKnown(json, "fault", outcome.fault());
      putKnown(json, "message", outcome.message());
      if (outcome.nextStep() != null) {
        json.put("next_step", outcome.nextStep());
      }
      putKnown(json, "completed_late_at", outcome.late());
      if (outcome.sight() != null) {
        json.put("evidence_id", outcome.sight().evidenceId());
        json.put("evidence", outcome.sight().evidence());
      }
    }
  }

  private static Map<String, Object> links(OperationView view) {
    var path = path(view.id());
    var links = new LinkedHashMap<String, Object>();
    links.put("self", path);
    links.put("history", path + "/history");
    links.put("events", path + "/events");
    links.put("cancel", path + "/cancel");
    if (view.state() == OperationState.APPROVAL_REQUIRED) {
      links.put("approvals", path + "/approvals");
    }
    if (view.breakGlass() != null) {
      links.put("review", "/api/reviews/" + view.id());
    }
    if (view.state() == OperationState.INDETERMINATE) {
      links.put("resolution", path + "/resolution");
    }
    links.put("ledger", "/api/ledger/entries?operation=" + view.id());
    return links;
  }

  private static void putKnown(Map<String, Object> json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private OperationJson() {}
}
