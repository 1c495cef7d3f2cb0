package dev.countersign.chaos.relaying;

import dev.countersign.chaos.simulated.Chance;
import dev.countersign.chaos.simulated.Timeline;
import dev.countersign.chaos.simulated.Wire;
import dev.countersign.relay.publishing.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Everything of one run: time, database, broker, reader, and the processes. */
final class World {
  private static final int PROCESSES = 3;
  private static final double LOSSES = 0.004;
  private static final int KEYS = 4;
  private static final Duration LOOK = Duration.ofSeconds(5);

  final Timeline timeline = new Timeline();
  final Chance chance;
  final Plant plant;
  final Limits limits;
  final Database database = new Database();
  final Wire wire;
  final Broker broker;
  final Reader reader = new Reader(this);
  final Locks locks = new Locks();
  final List<Instance> instances = new ArrayList<>();
  private final List<String> trace = new ArrayList<>();
  private int started;

  World(long seed, Plant plant) {
    this.chance = new Chance(seed);
    this.plant = plant;
    // Small ones show what happens at a limit sooner; now and then as they really are.
    this.limits = seed % 16 == 0 ? Limits.usual(LOOK) : new Limits(LOOK, 8, 24);
    this.wire = new Wire(timeline, chance, LOSSES);
    this.broker = new Broker(timeline, chance, reader::reads);
    for (var number = 0; number < PROCESSES; number++) {
      begin();
    }
  }

  void begin() {
    instances.add(new Instance(this, "process-" + started++));
  }

  Instance one() {
    return instances.get(
        instances.size() - 1 - chance.below(Math.min(PROCESSES, instances.size())));
  }

  List<Instance> alive() {
    return instances.stream().filter(one -> !one.loop.isDead()).toList();
  }

  int key() {
    return chance.below(KEYS);
  }

  /** How long the first of what is unsent has waited since its commit. */
  Duration oldest() {
    return database.rows.values().stream()
        .filter(row -> row.committed && row.readAt == null)
        .findFirst()
        .map(row -> Duration.ofNanos(timeline.now() - row.committedAt))
        .orElse(Duration.ZERO);
  }

  void trace(String line) {
    trace.add("%.3f s %s".formatted(timeline.now() / 1e9, line));
  }

  List<String> traced() {
    return trace;
  }
}
