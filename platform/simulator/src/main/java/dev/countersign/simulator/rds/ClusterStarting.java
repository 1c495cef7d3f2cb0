package dev.countersign.simulator.rds;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A start of a whole cluster, asked for or by itself: the writer first. */
final class ClusterStarting {
  private static final long WRITER = 240;
  private static final long READERS = 300;
  private static final long WHOLE = 330;

  private ClusterStarting() {}

  static Outcome start(Call call, Region region) {
    Cluster cluster = region.clusters().named(call.form().required("DBClusterIdentifier"));
    ClusterStopping.stoppable(cluster);
    ClusterMembers.status(
        cluster, call.now(), List.of("stopped", "inaccessible-encryption-credentials-recoverable"));
    var begun = new Begun(cluster, call.now(), call.pace(), call.laterFailure());
    List<Instance> members = region.members(cluster);
    return Outcome.of(
        begun.cluster(), members.stream().map(begun::member).toList(), call, begun.events(members));
  }

  static Optional<Outcome> automatic(
      Cluster cluster, List<Instance> members, Instant now, Pace pace) {
    String text = cluster.text("AutomaticRestartTime");
    if (text.isEmpty() || cluster.busy(now) || Instant.parse(text).isAfter(now)) {
      return Optional.empty();
    }
    var begun = new Begun(cluster, Instant.parse(text), pace, null);
    var events = new ArrayList<Event>();
    events.add(
        Event.of(
            cluster,
            begun.from,
            "notification",
            "DB cluster is being started due to it exceeding the maximum allowed time being stopped."));
    events.addAll(begun.events(members));
    var stored = new ArrayList<Resource>();
    stored.add(begun.cluster().at(now));
    members.forEach(member -> stored.add(begun.member(member).at(now)));
    return Optional.of(Outcome.intervention(stored, events));
  }

  /** One start: what it makes of the cluster and of each member. */
  private record Begun(Cluster stopped, Instant from, Pace pace, @Nullable String failure) {
    Instant in(long seconds) {
      return from.plus(pace.of(Duration.ofSeconds(seconds)));
    }

    Cluster cluster() {
      var phase = List.of(new Phase(from, in(WHOLE), "starting"));
      return failure != null
          ? stopped.planned(phase, List.of())
          : stopped
              .without("AutomaticRestartTime")
              .planned(
                  phase,
                  List.of(ScheduledChange.of(in(WHOLE), Map.of(Cluster.RESTING, "available"))));
    }

    long end(Instance member) {
      return stopped.writes(member) ? WRITER : READERS;
    }

    Instance member(Instance member) {
      Instant end = in(end(member));
      return member.planned(
          List.of(new Phase(from, end, "starting")),
          failure != null
              ? List.of()
              : List.of(ScheduledChange.of(end, Map.of(Instance.RESTING, "available"))));
    }

    List<Event> events(List<Instance> members) {
      if (failure != null) {
        return List.of(Event.of(stopped, in(WHOLE), "failure", failure));
      }
      var events = new ArrayList<Event>();
      for (Instance member : members) {
        events.add(Event.of(member, in(end(member)), "notification", "DB instance started"));
      }
      events.add(Event.of(stopped, in(WHOLE), "notification", "DB cluster started"));
      return events;
    }
  }
}
