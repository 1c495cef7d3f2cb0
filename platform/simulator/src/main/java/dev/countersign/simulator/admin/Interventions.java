package dev.countersign.simulator.admin;

import dev.countersign.simulator.rds.Event;
import dev.countersign.simulator.rds.Instance;
import dev.countersign.simulator.rds.Outcome;
import dev.countersign.simulator.rds.Scope;
import dev.countersign.simulator.store.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Looks at everything at once, and changes things behind the back of AWS's API. */
final class Interventions {

  private final World world;

  Interventions(World world) {
    this.world = world;
  }

  List<Object> instances() {
    var all = new ArrayList<Object>();
    world.visit((region, now) ->
        region
            .instances()
            .forEach(instance -> {
              var shown = of(region.scope());
              shown.put("instance", instance.identifier());
              shown.put("dbi_resource_id", instance.resourceId());
              shown.put("status", instance.status(now));
              shown.put("engine", instance.engine());
              shown.put("tags", instance.list("TagList"));
              all.add(shown);
            }));
    return all;
  }

  List<Object> snapshots() {
    var all = new ArrayList<Object>();
    world.visit((region, now) ->
        region
            .snapshots()
            .forEach(snapshot -> {
              var shown = of(region.scope());
              shown.put("snapshot", snapshot.identifier());
              shown.put("dbi_resource_id", snapshot.text("DbiResourceId"));
              shown.put("status", snapshot.status(now));
              shown.put("type", snapshot.text("SnapshotType"));
              shown.put("tags", snapshot.attributes().getOrDefault("TagList", List.of()));
              all.add(shown);
            }));
    return all;
  }

  /**
   * {@code status} becomes what the instance shows from now on, with nothing in progress; {@code
   * attributes} are set as given, and one that is null is left out of every answer.
   */
  Map<String, Object> changeInstance(Given.Intervention given) {
    var shown = new LinkedHashMap<String, Object>();
    world.intervene(
        given.scope(),
        (region, now) -> {
          var next = region.instance(named(given.instance()));
          next = next.with(changed(next.attributes(), given.attributes()));
          if (given.status() != null) {
            next = next.forced(given.status());
          }
          shown.putAll(next.shown(now));
          return Outcome.intervention(List.of(next), List.of());
        });
    return shown;
  }

  /** The same for a snapshot. */
  Map<String, Object> changeSnapshot(Given.Intervention given) {
    var shown = new LinkedHashMap<String, Object>();
    world.intervene(
        given.scope(),
        (region, now) -> {
          var next = region.snapshot(named(given.snapshot()));
          next = next.with(changed(next.attributes(), given.attributes()));
          if (given.status() != null) {
            next = next.forced(given.status(), now);
          }
          shown.putAll(next.shown(now));
          return Outcome.intervention(List.of(next), List.of());
        });
    return shown;
  }

  /** An event of an instance, with or without a reason for it; it may lie in the past or ahead. */
  Map<String, Object> tell(Given.Told given) {
    var shown = new LinkedHashMap<String, Object>();
    world.intervene(
        given.scope(),
        (region, now) -> {
          var instance = region.instance(given.instance());
          var event =
              Event.of(
                  instance,
                  Objects.requireNonNullElse(given.date(), now),
                  Objects.requireNonNullElse(given.category(), "availability"),
                  given.message());
          shown.putAll(event.shown());
          return Outcome.intervention(List.of(), List.of(event));
        });
    return shown;
  }

  private static String named(@Nullable String name) {
    return Objects.requireNonNullElse(name, "");
  }

  private static Map<String, Object> changed(
      Map<String, Object> attributes, @Nullable Map<String, @Nullable Object> given) {
    var next = new LinkedHashMap<>(attributes);
    var leftOut = new LinkedHashSet<Object>();
    if (attributes.get(Instance.LEFT_OUT) instanceof List<?> names) {
      leftOut.addAll(names);
    }
    if (given != null) {
      given.forEach((name, value) -> {
        if (value == null) {
          leftOut.add(name);
        } else {
          leftOut.remove(name);
          next.put(name, value);
        }
      });
    }
    next.put(Instance.LEFT_OUT, List.copyOf(leftOut));
    return next;
  }

  private static Map<String, Object> of(Scope scope) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("account", scope.account());
    shown.put("region", scope.region());
    return shown;
  }
}
