package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Maintenance that waits for an instance or a cluster, kept under its own attribute as action →
 * opt-in.
 */
final class Maintenance {
  static final String WAITING = "_maintenance";
  private static final long WHOLE = 600;
  private static final Set<String> OPT_INS = Set.of("immediate", "next-maintenance", "undo-opt-in");

  private Maintenance() {}

  static Outcome describe(Call call, Region region) {
    String resource = call.form().text("ResourceIdentifier");
    var filters =
        Filters.<Evolving<?>>of(
            call.form(),
            Map.of(
                "db-instance-id", one -> names(one, one instanceof Instance),
                "db-cluster-id", one -> names(one, one instanceof Cluster)));
    List<Evolving<?>> found =
        resource == null
            ? Stream.<Evolving<?>>concat(
                    region.instances().stream(), region.clusters().all().stream())
                .toList()
            : List.of(resource(region, resource));
    return Page.of(
        call,
        "PendingMaintenanceActions",
        found.stream().filter(filters).filter(one -> !waiting(one).isEmpty()).toList(),
        Evolving::arn,
        Maintenance::shown);
  }

  private static List<String> names(Evolving<?> one, boolean ofTheKind) {
    return ofTheKind ? List.of(one.identifier(), one.arn()) : List.of();
  }

  static Outcome apply(Call call, Region region) {
    return switch (resource(region, call.form().required("ResourceIdentifier"))) {
      case Instance instance -> applied(call, instance, events(call, instance));
      case Cluster cluster -> applied(call, cluster, events(call, cluster));
    };
  }

  private static <T extends Evolving<T> & Resource> Outcome applied(
      Call call, T one, List<Event> whenDone) {
    String action = call.form().required("ApplyAction");
    String optIn = call.form().required("OptInType");
    if (!OPT_INS.contains(optIn)) {
      throw AwsError.invalidValue("Invalid OptInType: " + optIn);
    }
    var waiting = waiting(one);
    if (!waiting.containsKey(action)) {
      throw AwsError.missing(
          "ResourceNotFoundFault",
          "The maintenance action " + action + " is not pending for this resource.");
    }
    waiting.put(action, optIn.equals("undo-opt-in") ? "" : optIn);
    T next = one.with(WAITING, waiting);
    boolean immediate = optIn.equals("immediate");
    if (immediate) {
      available(call, one);
      var done = new LinkedHashMap<String, Object>(waiting);
      done.remove(action);
      next =
          next.planned(
              List.of(new Phase(call.in(3), call.in(WHOLE), "maintenance")),
              List.of(ScheduledChange.of(call.in(WHOLE), Map.of(WAITING, done))));
    }
    return Outcome.of(
        "ResourcePendingMaintenanceActions",
        shown(next),
        new Outcome.Target(next.arn(), next.resourceId()),
        List.of(next),
        immediate ? whenDone : List.of());
  }

  private static void available(Call call, Evolving<?> one) {
    switch (one) {
      case Instance instance ->
          Requirements.status(
              instance,
              call.now(),
              "Instance " + instance.identifier() + " is not in available state.",
              List.of("available"));
      case Cluster cluster -> ClusterMembers.status(cluster, call.now(), List.of("available"));
    }
  }

  private static List<Event> events(Call call, Instance instance) {
    return List.of(
        Event.of(instance, call.in(WHOLE / 2), "availability", "DB instance restarted"),
        Event.of(
            instance,
            call.in(WHOLE),
            "maintenance",
            "Finished applying off-line patches to DB instance"));
  }

  private static List<Event> events(Call call, Cluster cluster) {
    return List.of(
        Event.of(
            cluster, call.in(WHOLE), "maintenance", "Cluster operating system upgrade completed"));
  }

  private static Evolving<?> resource(Region region, String arn) {
    if (!arn.startsWith("arn:")) {
      throw AwsError.invalidValue("Invalid resource name: " + arn);
    }
    Optional<? extends Evolving<?>> found =
        arn.contains(":cluster:") ? region.clusters().find(arn) : region.find(arn);
    return found.orElseThrow(
        () -> AwsError.missing("ResourceNotFoundFault", "The specified resource was not found."));
  }

  private static Map<String, Object> waiting(Evolving<?> one) {
    return Instance.copy(one.attributes().get(WAITING));
  }

  private static Map<String, Object> shown(Evolving<?> one) {
    List<?> details =
        waiting(one).entrySet().stream()
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
    return Map.of("ResourceIdentifier", one.arn(), "PendingMaintenanceActionDetails", details);
  }
}
