package dev.countersign.chaos.simulation;

import dev.countersign.contracts.instance.Instance;
import dev.countersign.contracts.instance.InstanceKey;
import dev.countersign.executor.operations.Sight.EventSight;
import dev.countersign.executor.operations.Sight.SnapshotSight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An instance on the simulated RDS. What is read of it may be a little behind. */
final class SimulatedInstance {
  /** How far a read may be behind. */
  static final Duration LAG = Duration.ofSeconds(3);

  private record View(Instant from, String status, String window) {}

  final InstanceKey key;
  final String identifier;
  final Map<String, SnapshotSight> snapshots = new HashMap<>();
  private final List<EventSight> events = new ArrayList<>();
  private final List<View> views = new ArrayList<>();
  private final Timeline timeline;
  private String status = "available";
  private String window = "23:00-23:30";

  SimulatedInstance(String identifier, Timeline timeline) {
    this.key =
        new InstanceKey(
            "111122223333", "eu-central-1", "db-" + identifier.toUpperCase(java.util.Locale.ROOT));
    this.identifier = identifier;
    this.timeline = timeline;
    remember();
  }

  String status() {
    return status;
  }

  void status(String next) {
    status = next;
    remember();
  }

  void window(String next) {
    window = next;
    remember();
  }

  void event(String message, String category) {
    events.add(new EventSight(timeline.now(), message, List.of(category)));
  }

  private void remember() {
    views.add(new View(timeline.now(), status, window));
  }

  List<EventSight> events() {
    return List.copyOf(events);
  }

  /** As it was so long ago. */
  Instance seen(Duration ago) {
    var then = timeline.now().minus(ago);
    var view =
        views.stream()
            .filter(each -> !each.from().isAfter(then))
            .reduce((first, second) -> second)
            .orElse(views.getFirst());
    return new Instance(
        key,
        identifier,
        "arn:aws:rds:eu-central-1:111122223333:db:" + identifier,
        "postgres",
        "16.4",
        "db.t4g.medium",
        view.status(),
        new Instance.Storage("gp3", 20, null, null),
        new Instance.Windows(view.window(), "sun:23:45-mon:00:15", 7),
        new Instance.Topology(false, false, null, null, List.of()),
        List.of(),
        Map.of("Environment", "development"),
        Map.of(),
        timeline.now());
  }
}
