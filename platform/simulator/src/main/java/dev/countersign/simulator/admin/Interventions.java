package dev.countersign.simulator.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.simulator.rds.Event;
import dev.countersign.simulator.rds.Instance;
import dev.countersign.simulator.rds.Outcome;
import dev.countersign.simulator.rds.Scope;
import dev.countersign.simulator.store.World;
import dev.countersign.simulator.wire.JsonText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

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
  Map<String, Object> changeInstance(JsonNode given) {
    Given.only(given, "account", "region", "instance", "status", "attributes");
    var shown = new LinkedHashMap<String, Object>();
    world.intervene(
        scope(given),
        (region, now) -> {
          var next = region.instance(given.path("instance").asText());
          next = next.with(changed(next.attributes(), given.path("attributes")));
          if (given.has("status")) {
            next = next.forced(given.path("status").asText());
          }
          shown.putAll(next.shown(now));
          return Outcome.intervention(List.of(next), List.of());
        });
    return shown;
  }

  /** The same for a snapshot. */
  Map<String, Object> changeSnapshot(JsonNode given) {
    Given.only(given, "account", "region", "snapshot", "status", "attributes");
    var shown = new LinkedHashMap<String, Object>();
    world.intervene(
        scope(given),
        (region, now) -> {
          var next = region.snapshot(given.path("snapshot").asText());
          next = next.with(changed(next.attributes(), given.path("attributes")));
          if (given.has("status")) {
            next = next.forced(given.path("status").asText(), now);
          }
          shown.putAll(next.shown(now));
          return Outcome.intervention(List.of(next), List.of());
        });
    return shown;
  }

  /** An event of an instance, with or without a reason for it; it may lie in the past or ahead. */
  Map<String, Object> tell(JsonNode given) {
    Given.only(given, "account", "region", "instance", "message", "category", "date");
    var shown = new LinkedHashMap<String, Object>();
    world.intervene(
        scope(given),
        (region, now) -> {
          var instance = region.instance(given.path("instance").asText());
          var event =
              Event.of(
                  instance,
                  given.has("date") ? Instant.parse(given.path("date").asText()) : now,
                  given.path("category").asText("availability"),
                  given.path("message").asText());
          shown.putAll(event.shown());
          return Outcome.intervention(List.of(), List.of(event));
        });
    return shown;
  }

  static Scope scope(JsonNode given) {
    return new Scope(given.path("account").asText(), given.path("region").asText());
  }

  private static Map<String, Object> changed(Map<String, Object> attributes, JsonNode given) {
    var next = new LinkedHashMap<>(attributes);
    var leftOut = new LinkedHashSet<Object>();
    if (attributes.get(Instance.LEFT_OUT) instanceof List<?> names) {
      leftOut.addAll(names);
    }
    for (var field : given.properties()) {
      if (field.getValue().isNull()) {
        leftOut.add(field.getKey());
      } else {
        leftOut.remove(field.getKey());
        next.put(field.getKey(), JsonText.mapper().convertValue(field.getValue(), Object.class));
      }
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
