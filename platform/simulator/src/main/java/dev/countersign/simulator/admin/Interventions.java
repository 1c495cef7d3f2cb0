package dev.countersign.simulator.admin;

import dev.countersign.simulator.rds.Event;
import dev.countersign.simulator.rds.Evolving;
import dev.countersign.simulator.rds.Instance;
import dev.countersign.simulator.rds.Outcome;
import dev.countersign.simulator.rds.Region;
import dev.countersign.simulator.rds.Resource;
import dev.countersign.simulator.rds.Scope;
import dev.countersign.simulator.rds.Taken;
import dev.countersign.simulator.store.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
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

  List<Object> clusters() {
    var all = new ArrayList<Object>();
    world.visit((region, now) ->
        region
            .clusters()
            .all()
            .forEach(cluster -> {
              var shown = of(region.scope());
              shown.put("cluster", cluster.identifier());
              shown.put("db_cluster_resource_id", cluster.resourceId());
              shown.put("status", cluster.status(now));
              shown.put("engine", cluster.engine());
              shown.put(
                  "members", region.members(cluster).stream().map(Instance::identifier).toList());
              shown.put("tags", cluster.list("TagList"));
              all.add(shown);
            }));
    return all;
  }

  List<Object> clusterSnapshots() {
    var all = new ArrayList<Object>();
    world.visit((region, now) ->
        region
            .clusters()
            .snapshots()
            .forEach(snapshot -> {
              var shown = of(region.scope());
              shown.put("cluster_snapshot", snapshot.identifier());
              shown.put("db_cluster_resource_id", snapshot.text("DbClusterResourceId"));
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
    return changed(
        given,
        (region, now) -> {
          var next = changed(region.instance(named(given.instance())), given);
          return new Changed(next, next.shown(now));
        });
  }

  /** The same for a cluster. */
  Map<String, Object> changeCluster(Given.Intervention given) {
    return changed(
        given,
        (region, now) -> {
          var next = changed(region.clusters().named(named(given.cluster())), given);
          return new Changed(next, next.shown(region.members(next), now));
        });
  }

  /** The same for a snapshot. */
  Map<String, Object> changeSnapshot(Given.Intervention given) {
    return changed(
        given,
        (region, now) -> {
          var next = changed(region.snapshot(named(given.snapshot())), given, now);
          return new Changed(next, next.shown(now));
        });
  }

  /** The same for a snapshot of a cluster. */
  Map<String, Object> changeClusterSnapshot(Given.Intervention given) {
    return changed(
        given,
        (region, now) -> {
          var next =
              changed(region.clusters().snapshot(named(given.clusterSnapshot())), given, now);
          return new Changed(next, next.shown(now));
        });
  }

  /** What somebody made of something, and how RDS shows it. */
  private record Changed(Resource next, Map<String, Object> shown) {}

  private Map<String, Object> changed(
      Given.Intervention given, BiFunction<Region, Instant, Changed> change) {
    var shown = new LinkedHashMap<String, Object>();
    world.intervene(
        given.scope(),
        (region, now) -> {
          var changed = change.apply(region, now);
          shown.putAll(changed.shown());
          return Outcome.intervention(List.of(changed.next()), List.of());
        });
    return shown;
  }

  private static <T extends Evolving<T>> T changed(T one, Given.Intervention given) {
    var next = one.with(changed(one.attributes(), given.attributes()));
    return given.status() == null ? next : next.forced(given.status());
  }

  private static <T extends Taken<T>> T changed(T one, Given.Intervention given, Instant now) {
    var next = one.with(changed(one.attributes(), given.attributes()));
    return given.status() == null ? next : next.forced(given.status(), now);
  }

  /**
   * An event of an instance or a cluster, with or without a reason for it; it may lie in the past
   * or ahead.
   */
  Map<String, Object> tell(Given.Told given) {
    var shown = new LinkedHashMap<String, Object>();
    world.intervene(
        given.scope(),
        (region, now) -> {
          var event = told(given, region, Objects.requireNonNullElse(given.date(), now));
          shown.putAll(event.shown());
          return Outcome.intervention(List.of(), List.of(event));
        });
    return shown;
  }

  private static Event told(Given.Told given, Region region, Instant date) {
    var category = Objects.requireNonNullElse(given.category(), "availability");
    if (given.cluster() != null) {
      return Event.of(region.clusters().named(given.cluster()), date, category, given.message());
    }
    if (given.instance() == null) {
      throw new IllegalArgumentException("instance or cluster: one of them has to be given");
    }
    return Event.of(region.instance(given.instance()), date, category, given.message());
  }

  private static String named(@Nullable String name) {
    return Objects.requireNonNullElse(name, "");
  }

  private static Map<String, Object> changed(
      Map<String, Object> attributes, @Nullable Map<String, @Nullable Object> given) {
    var next = new LinkedHashMap<>(attributes);
    var leftOut = new LinkedHashSet<Object>();
    if (attributes.get(Evolving.LEFT_OUT) instanceof List<?> names) {
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
    next.put(Evolving.LEFT_OUT, List.copyOf(leftOut));
    return next;
  }

  private static Map<String, Object> of(Scope scope) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("account", scope.account());
    shown.put("region", scope.region());
    return shown;
  }
}
