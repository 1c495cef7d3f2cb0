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
          case Instance instance -> Tags.visible(instance.attributes(), call.now());
          case Snapshot snapshot -> Tags.visible(snapshot.attributes(), call.now());
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
        Instance next =
            instance.with(Tags.put(instance.attributes(), change.apply(tags(instance)), call));
        yield new Outcome(null, List.of(next), List.of(), List.of(), Outcome.target(next));
      }
      case Snapshot snapshot -> {
        Snapshot next =
            snapshot.with(Tags.put(snapshot.attributes(), change.apply(tags(snapshot)), call));
        yield new Outcome(null, List.of(next), List.of(), List.of(), Outcome.target(next));
      }
      case ParameterGroup group -> {
        var next =
            new ParameterGroup(
                group.scope(),
                group.name(),
                group.family(),
                group.description(),
                change.apply(tags(group)));
        yield new Outcome(
            null, List.of(next), List.of(), List.of(), new Outcome.Target(next.arn(), ""));
      }
    };
  }

  private static List<Object> tags(Resource resource) {
    List<?> tags =
        switch (resource) {
          case Instance instance -> instance.list("TagList");
          case Snapshot snapshot ->
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
      default -> throw AwsError.invalidValue("Unknown resource type in " + arn);
    };
  }
}
