package dev.countersign.simulator.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.simulator.rds.Scope;
import dev.countersign.simulator.store.World;
import dev.countersign.simulator.wire.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks at all instances at once, and changes one behind the back of AWS's API. */
final class Interventions {

  private final World world;

  Interventions(World world) {
    this.world = world;
  }

  List<Object> list() {
    var all = new ArrayList<Object>();
    world.visit((region, now) ->
        region
            .instances()
            .forEach(instance -> {
              var shown = new LinkedHashMap<String, Object>();
              shown.put("account", region.scope().account());
              shown.put("region", region.scope().region());
              shown.put("instance", instance.identifier());
              shown.put("dbi_resource_id", instance.resourceId());
              shown.put("status", instance.status(now));
              shown.put("engine", instance.engine());
              shown.put("tags", instance.list("TagList"));
              all.add(shown);
            }));
    return all;
  }

  /**
   * {@code status} becomes what the instance shows from now on, with nothing in progress; {@code
   * attributes} are set as given.
   */
  Map<String, Object> change(JsonNode given) {
    Given.only(given, "account", "region", "instance", "status", "attributes");
    var scope = new Scope(given.path("account").asText(), given.path("region").asText());
    var shown = new LinkedHashMap<String, Object>();
    world.intervene(
        scope,
        (region, now) -> {
          var next = region.instance(given.path("instance").asText());
          for (var field : given.path("attributes").properties()) {
            next =
                next.with(
                    field.getKey(), JsonText.mapper().convertValue(field.getValue(), Object.class));
          }
          if (given.has("status")) {
            next = next.forced(given.path("status").asText());
          }
          shown.putAll(next.shown(now));
          return next;
        });
    return shown;
  }
}
