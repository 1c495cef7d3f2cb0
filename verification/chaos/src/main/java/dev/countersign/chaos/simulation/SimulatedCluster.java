package dev.countersign.chaos.simulation;

import dev.countersign.chaos.simulated.Timeline;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Instance.Windows;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A cluster with its members, of which the first writes in the beginning. */
final class SimulatedCluster extends SimulatedResource {
  final List<SimulatedInstance> members;

  SimulatedCluster(String identifier, List<SimulatedInstance> members, Timeline timeline) {
    super(
        Cluster.keyOf(
            "111122223333", "eu-central-1", "cluster-" + identifier.toUpperCase(Locale.ROOT)),
        identifier,
        members.getFirst().identifier,
        timeline);
    this.members = List.copyOf(members);
  }

  SimulatedInstance member(String name) {
    return members.stream().filter(one -> one.identifier.equals(name)).findFirst().orElseThrow();
  }

  /** Those that do not write now. */
  List<SimulatedInstance> readers() {
    return members.stream().filter(one -> !one.identifier.equals(writer())).toList();
  }

  /** Who becomes the writer: the named one, or the first that can; none where none can. */
  Optional<SimulatedInstance> promotable(@Nullable Object named) {
    return members.stream()
        .filter(one -> !one.identifier.equals(writer()) && one.status().equals("available"))
        .filter(one -> named == null || one.identifier.equals(named))
        .findFirst();
  }

  @Override
  void delete() {
    super.delete();
    members.forEach(SimulatedInstance::delete);
  }

  /** As it was so long ago, or null when it was not there any more. */
  @Nullable Cluster seen(Duration ago) {
    var view = view(ago);
    return view == null
        ? null
        : new Cluster(
            key,
            identifier,
            "arn:aws:rds:eu-central-1:111122223333:cluster:" + identifier,
            "aurora-postgresql",
            "16.4",
            "provisioned",
            null,
            view.status(),
            members.stream()
                .map(one ->
                    new Cluster.Member(
                        one.identifier, one.identifier.equals(view.writer()), 1, "in-sync"))
                .toList(),
            new Cluster.Storage(true, null, null, null),
            new Windows(view.window(), "sun:23:45-mon:00:15", 7),
            new Cluster.Topology(true, false, null, null, List.of()),
            null,
            "default.aurora-postgresql16",
            Map.of("Environment", "development"),
            Map.of(),
            timeline.time());
  }
}
