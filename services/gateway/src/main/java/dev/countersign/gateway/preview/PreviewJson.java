package dev.countersign.gateway.preview;

import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.preview.Plan;
import dev.countersign.contracts.preview.Precondition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A preview as the API shows it. */
final class PreviewJson {
  static Map<String, Object> of(OperationRequested request, Previewed preview) {
    var judged = preview.judged();
    var found = preview.found();
    var json = new LinkedHashMap<String, Object>();
    json.put("operation", request.operation());
    json.put("resource", request.resource().toString());
    json.put("identifier", request.resourceIdentifier());
    json.put("parameters", request.parameters());
    json.put("observed_at", found.observedAt());
    json.put("would_start", preview.wouldStart());
    json.put("verdict", judged.verdict());
    json.put("reason", judged.reason());
    json.put("environment", judged.classification().environment());
    json.put("classified_by", judged.classification().method());
    json.put("matched", judged.classification().matched());
    json.put("rules", judged.rules());
    json.put("rules_version", judged.rulesVersion());
    json.put("approval", judged.approval());
    json.put("resumes_at", judged.resumesAt());
    json.put("next_freeze", judged.nextFreeze());
    json.put(
        "preconditions",
        Stream.concat(Stream.of(judged.inventory()), found.preconditions().stream())
            .map(PreviewJson::precondition)
            .toList());
    plan(json, found.plan());
    json.put("undo", found.undo());
    json.put("change_request", judged.changeRequest());
    return json;
  }

  private static void plan(Map<String, Object> json, @Nullable Plan plan) {
    json.put("changes", plan == null ? List.of() : plan.changes());
    json.put("interruption", plan == null ? null : plan.interruption());
    json.put("also_applied", plan == null ? List.of() : plan.alsoApplied());
  }

  /** What there is nothing of is left out. */
  private static Map<String, Object> precondition(Precondition one) {
    var json = new LinkedHashMap<String, Object>();
    json.put("name", one.name());
    json.put("ok", one.ok());
    json.put("code", one.code());
    json.put("message", one.message());
    json.put("next_step", one.nextStep());
    return json;
  }

  private PreviewJson() {}
}
