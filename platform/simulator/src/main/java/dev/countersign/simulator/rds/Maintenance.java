package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Maintenance that waits for an instance, kept under its own attribute as action → opt-in. */
final class Maintenance {
  static final String WAITING = "_maintenance";
  private static final long WHOLE = 600;
  private static final Set<String> OPT_INS = Set.of("immediate", "next-maintenance", "undo-opt-in");

  private Maintenance() {}

  static Outcome describe(Call call, Region region) {
    String resource = call.form().text("ResourceIdentifier");
    var filters =
        Filters.<Instance>of(
            call.form(),
            Map.of(
                "db-instance-id", instance -> List.of(instance.identifier(), instance.arn()),
                "db-cluster-id", instance -> List.of(instance.text("DBClusterIdentifier"))));
    List<Instance> found =
        resource == null ? region.instances() : List.of(resource(region, resource));
    return Page.of(
        call,
        "PendingMaintenanceActions",
        found.stream().filter(filters).filter(instance -> !waiting(instance).isEmpty()).toList(),
        Instance::identifier,
        Maintenance::shown);
  }

  static Outcome apply(Call call, Region region) {
    Instance instance = resource(region, call.form().required("ResourceIdentifier"));
    String action = call.form().required("ApplyAction");
    String optIn = call.form().required("OptInType");
    if (!OPT_INS.contains(optIn)) {
      throw AwsError.invalidValue("Invalid OptInType: " + optIn);
    }
    var waiting = waiting(instance);
    if (!waiting.containsKey(action)) {
      throw AwsError.missing(
          "ResourceNotFoundFault",
          "The maintenance action " + action + " is not pending for this resource.");
    }
    waiting.put(action, optIn.equals("undo-opt-in") ? "" : optIn);
    Instance next = instance.with(WAITING, waiting);
    List<Event> events = List.of();
    if (optIn.equals("immediate")) {
      Requirements.status(
          instance,
          call.now(),
          "Instance " + instance.identifier() + " is not in available state.",
          List.of("available"));
      var done = new LinkedHashMap<String, Object>(waiting);
      done.remove(action);
      next =
          next.planned(
              List.of(new Phase(call.in(3), call.in(WHOLE), "maintenance")),
              List.of(Change.of(call.in(WHOLE), Map.of(WAITING, done))));
      events =
          List.of(
              Event.of(instance, call.in(WHOLE / 2), "availability", "DB instance restarted"),
              Event.of(
                  instance,
                  call.in(WHOLE),
                  "maintenance",
                  "Finished applying off-line patches to DB instance"));
    }
    return Outcome.of(
        "ResourcePendingMaintenanceActions",
        shown(next),
        Outcome.target(next),
        List.of(next),
        events);
  }

  private static Instance resource(Region region, String arn) {
    if (!arn.startsWith("arn:")) {
      throw AwsError.invalidValue("Invalid resource name: " + arn);
    }
    return region
        .find(arn)
        .orElseThrow(() ->
            AwsError.missing("ResourceNotFoundFault", "The specified resource was not found."));
  }

  private static Map<String, Object> waiting(Instance instance) {
    return Instance.copy(instance.attributes().get(WAITING));
  }

  private static Map<String, Object> shown(Instance instance) {
    List<?> details =
        waiting(instance).entrySet().stream()
            .map(entry -> {
              var detail = new LinkedHashMap<String, Object>();
              detail.put("Action", entry.getKey());
              if (!String.valueOf(entry.getValue()).isEmpty()) {
                detail.put("OptInStatus", entry.getValue());
              }
              detail.put("Description", "New Operating System update is available");
              return detail;
            })
            .toList();
    return Map.of("ResourceIdentifier", instance.arn(), "PendingMaintenanceActionDetails", details);
  }
}
