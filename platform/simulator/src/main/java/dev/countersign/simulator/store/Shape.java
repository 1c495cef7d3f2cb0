package dev.countersign.simulator.store;

import dev.countersign.simulator.rds.Change;
import dev.countersign.simulator.rds.Event;
import dev.countersign.simulator.rds.Instance;
import dev.countersign.simulator.rds.ParameterGroup;
import dev.countersign.simulator.rds.Phase;
import dev.countersign.simulator.rds.Resource;
import dev.countersign.simulator.rds.Scope;
import dev.countersign.simulator.rds.Snapshot;
import dev.countersign.simulator.wire.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The whole state as JSON, member by member what {@link Json} would write and reads: each start
 * writes it, and need not learn how to bind types for that.
 */
final class Shape {
  static byte[] of(Journal.State state) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("seq", state.seq());
    shape.put("resources", state.resources().stream().map(Shape::of).toList());
    shape.put("events", state.events().stream().map(Shape::of).toList());
    return JsonText.bytes(shape);
  }

  private static Map<String, Object> of(Resource resource) {
    if (resource instanceof Instance instance) {
      return of(instance);
    }
    // A kind that is new ends here, at the first start.
    return resource instanceof Snapshot snapshot ? of(snapshot) : of((ParameterGroup) resource);
  }

  private static Map<String, Object> of(Instance instance) {
    var shape = kept("instance", instance.scope());
    shape.put("resourceId", instance.resourceId());
    shape.put("attributes", instance.attributes());
    shape.put("phases", instance.phases().stream().map(Shape::of).toList());
    shape.put("changes", instance.changes().stream().map(Shape::of).toList());
    return shape;
  }

  private static Map<String, Object> of(Phase phase) {
    return Map.of("from", phase.from(), "until", phase.until(), "status", phase.status());
  }

  private static Map<String, Object> of(Change change) {
    return Map.of(
        "at", change.at(), "set", change.set(), "unset", change.unset(), "landed", change.landed());
  }

  private static Map<String, Object> of(Snapshot snapshot) {
    var shape = kept("snapshot", snapshot.scope());
    shape.put("attributes", snapshot.attributes());
    shape.put("begun", snapshot.begun());
    shape.put("done", snapshot.done());
    shape.put("ending", snapshot.ending());
    return shape;
  }

  private static Map<String, Object> of(ParameterGroup group) {
    var shape = kept("parameter_group", group.scope());
    shape.put("name", group.name());
    shape.put("family", group.family());
    shape.put("description", group.description());
    shape.put("tags", group.tags());
    return shape;
  }

  private static Map<String, Object> of(Event event) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("scope", of(event.scope()));
    shape.put("date", event.date());
    shape.put("sourceType", event.sourceType());
    shape.put("source", event.source());
    shape.put("arn", event.arn());
    shape.put("category", event.category());
    shape.put("message", event.message());
    return shape;
  }

  private static Map<String, Object> kept(String kind, Scope scope) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("kind", kind);
    shape.put("scope", of(scope));
    return shape;
  }

  private static Map<String, Object> of(Scope scope) {
    return Map.of("account", scope.account(), "region", scope.region());
  }

  private Shape() {}
}
