package dev.countersign.simulator.rds;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a call comes to: the answer, and everything that has to be on disk before the answer leaves.
 *
 * @param result null where the action's answer has no result element
 * @param target what was acted on, or null when nothing was: the call only read
 */
public record Outcome(
    @Nullable Map<String, Object> result,
    List<Resource> stored,
    List<Resource> removed,
    List<Event> events,
    @Nullable Target target) {

  /**
   * The resource that an effect is about, by its name and by the id that a rename does not change.
   */
  public record Target(String arn, String resourceId) {}

  /** What somebody changed from outside of the API. */
  public static Outcome intervention(List<Resource> stored, List<Event> events) {
    return new Outcome(null, stored, List.of(), events, null);
  }

  static Outcome nothing() {
    return new Outcome(null, List.of(), List.of(), List.of(), null);
  }

  static Outcome read(Map<String, Object> result) {
    return new Outcome(result, List.of(), List.of(), List.of(), null);
  }

  static Outcome of(
      String name,
      Map<String, Object> shown,
      Target target,
      List<Resource> stored,
      List<Event> events) {
    return new Outcome(Map.of(name, shown), stored, List.of(), events, target);
  }

  static Outcome of(Instance instance, Call call, List<Event> events) {
    return of(
        "DBInstance", instance.shown(call.now()), target(instance), List.of(instance), events);
  }

  /** The cluster is shown with these members; all of them are kept. */
  static Outcome of(Cluster cluster, List<Instance> members, Call call, List<Event> events) {
    return of(
        "DBCluster",
        cluster.shown(members, call.now()),
        new Target(cluster.arn(), cluster.resourceId()),
        Stream.concat(Stream.<Resource>of(cluster), members.stream()).toList(),
        events);
  }

  static Target target(Instance instance) {
    return new Target(instance.arn(), instance.resourceId());
  }

  static Target target(Snapshot snapshot) {
    return new Target(snapshot.arn(), snapshot.text("DbiResourceId"));
  }

  static Target target(ClusterSnapshot snapshot) {
    return new Target(snapshot.arn(), snapshot.text("DbClusterResourceId"));
  }

  public boolean empty() {
    return stored.isEmpty() && removed.isEmpty() && events.isEmpty();
  }

  Outcome and(Outcome more) {
    return new Outcome(
        result,
        joined(stored, more.stored),
        joined(removed, more.removed),
        joined(events, more.events),
        target);
  }

  private static <T> List<T> joined(List<T> some, List<T> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
