package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Tags of anything that has an ARN. */
final class Tagging {
  private Tagging() {}

  static Outcome list(Call call, Region region) {
    Resource resource = resource(call, region);
    List<Object> visible =
        switch (resource) {
          case Evolving<?> one -> Tags.visible(one.attributes(), call.now());
          case Taken<?> snapshot -> Tags.visible(snapshot.attributes(), call.now());
          case ParameterGroup group -> tags(group);
        };
    return Outcome.read(Map.of("TagList", visible));
  }

  static Outcome add(Call call, Region region) {
    List<Object> more = Tags.given(call.form(), "Tags");
    return changed(call, region, before -> Tags.merged(before, more));
  }

  static Outcome remove(Call call, Region region) {
    Set<String> keys = Set.copyOf(call.form().texts("TagKeys"));
    return changed(call, region, before -> Tags.without(before, keys));
  }

  private static Outcome changed(Call call, Region region, UnaryOperator<List<Object>> change) {
    return switch (resource(call, region)) {
      case Instance instance -> {
        Instance next = instance.with(put(instance, instance.attributes(), change, call));
        yield kept(next, Outcome.target(next));
      }
      case Snapshot snapshot -> {
        Snapshot next = snapshot.with(put(snapshot, snapshot.attributes(), change, call));
        yield kept(next, Outcome.target(next));
      }
      case Cluster cluster -> {
        Cluster next = cluster.with(put(cluster, cluster.attributes(), change, call));
        yield kept(next, new Outcome.Target(next.arn(), next.resourceId()));
      }
      case ClusterSnapshot snapshot -> {
        ClusterSnapshot next = snapshot.with(put(snapshot, snapshot.attributes(), change, call));
        yield kept(next, Outcome.target(next));
      }
      case ParameterGroup group -> {
        var next = group.tagged(change.apply(tags(group)));
        yield kept(next, new Outcome.Target(next.arn(), ""));
      }
    };
  }

  private static Map<String, Object> put(
      Resource resource,
      Map<String, Object> attributes,
      UnaryOperator<List<Object>> change,
      Call call) {
    return Tags.put(attributes, change.apply(tags(resource)), call);
  }

  private static Outcome kept(Resource next, Outcome.Target target) {
    return new Outcome(null, List.of(next), List.of(), List.of(), target);
  }

  private static List<Object> tags(Resource resource) {
    List<?> tags =
        switch (resource) {
          case Evolving<?> one -> one.list("TagList");
          case Taken<?> snapshot ->
              snapshot.attributes().get("TagList") instanceof List<?> list ? list : List.of();
          case ParameterGroup group -> group.tags();
        };
    return tags.stream().map(Object.class::cast).toList();
  }

  private static Resource resource(Call call, Region region) {
    String arn = call.form().required("ResourceName");
    String[] parts = arn.split(":", 7);
    if (parts.length != 7 || !parts[2].equals("rds")) {
      throw AwsError.invalidValue("Invalid resource name: " + arn);
    }
    if (!parts[3].equals(call.scope().region()) || !parts[4].equals(call.scope().account())) {
      throw AwsError.forbidden(
          "AccessDenied", "The resource " + arn + " belongs to another account or region.");
    }
    return switch (parts[5]) {
      case "db" -> region.instance(parts[6]);
      case "snapshot" -> region.snapshot(parts[6]);
      case "pg" -> region.group(parts[6]);
      case "cluster" -> region.clusters().named(parts[6]);
      case "cluster-snapshot" -> region.clusters().snapshot(parts[6]);
      case "cluster-pg" -> region.clusters().group(parts[6], "DBParameterGroupNotFound");
      default -> throw AwsError.invalidValue("Unknown resource type in " + arn);
    };
  }
}
