package dev.countersign.chaos.simulation;

import dev.countersign.chaos.simulated.Timeline;
import dev.countersign.contracts.resource.Instance;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An instance that stands alone, or a member of a cluster. */
final class SimulatedInstance extends SimulatedResource {
  final @Nullable String cluster;

  SimulatedInstance(String identifier, @Nullable String cluster, Timeline timeline) {
    super(
        Instance.keyOf("111122223333", "eu-central-1", "db-" + identifier.toUpperCase(Locale.ROOT)),
        identifier,
        "",
        timeline);
    this.cluster = cluster;
  }

  /** As it was so long ago, or null when it was not there any more. */
  @Nullable Instance seen(Duration ago) {
    var view = view(ago);
    return view == null
        ? null
        : new Instance(
            key,
            identifier,
            "arn:aws:rds:eu-central-1:111122223333:db:" + identifier,
            cluster == null ? "postgres" : "aurora-postgresql",
            "16.4",
            "db.t4g.medium",
            view.status(),
            new Instance.Storage("gp3", 20, null, null),
            new Instance.Windows(view.window(), "sun:23:45-mon:00:15", 7),
            new Instance.Topology(false, false, cluster, null, List.of()),
            List.of(),
            Map.of("Environment", "development"),
            Map.of(),
            timeline.time());
  }
}
