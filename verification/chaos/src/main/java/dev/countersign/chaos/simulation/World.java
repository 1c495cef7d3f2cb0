package dev.countersign.chaos.simulation;

import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.executor.core.Command.Cancel;
import dev.countersign.executor.core.Terms;
import dev.countersign.executor.operations.Operations;
import dev.countersign.executor.operations.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything of one run: time, RDS, the database, the bus, and the processes. */
final class World {
  private static final int PROCESSES = 2;
  private static final Duration SLOW = Duration.ofMillis(800);

  final Timeline timeline = new Timeline();
  final Chance chance;
  final Plant plant;
  final SimulatedRds rds;
  final Records records;

  /** What policy approved, by operation. */
  final Map<String, Instant> approvedUntil = new LinkedHashMap<>();

  private final Map<String, SimulatedInstance> instances = new LinkedHashMap<>();
  private final List<Worker> workers = new ArrayList<>();
  private final List<String> trace = new ArrayList<>();
  private int started;

  World(long seed, Plant plant) {
    this.chance = new Chance(seed);
    this.plant = plant;
    this.rds = new SimulatedRds(timeline, chance);
    this.records = new Records(timeline, plant);
    for (var name : List.of("one", "two", "three")) {
      var instance = new SimulatedInstance(name, timeline);
      instances.put(instance.key.toString(), instance);
    }
    for (var i = 0; i < PROCESSES; i++) {
      workers.add(new Worker(this, "worker-" + started++));
    }
  }

  List<SimulatedInstance> instances() {
    return List.copyOf(instances.values());
  }

  void trace(String line) {
    trace.add(timeline.now() + " " + line);
  }

  List<String> traced() {
    return trace;
  }

  Duration latency() {
    return chance.upTo(SLOW);
  }

  SimulatedInstance instance(Order order) {
    var instance = instances.get(order.instance().toString());
    if (instance == null) {
      throw new IllegalStateException("no instance " + order.instance());
    }
    return instance;
  }

  /** Somebody starts it again. */
  void died() {
    timeline.in(
        Duration.ofSeconds(1 + chance.below(30)),
        () -> workers.add(new Worker(this, "worker-" + started++)));
  }

  /** Policy approves something; the bus delivers it at least once, to whom it likes. */
  void approve(int number) {
    var order = order(number);
    var now = timeline.now();
    var until = now.plus(Duration.ofMinutes(5 + chance.below(55)));
    approvedUntil.put(order.operationId(), until);
    var terms =
        new Terms(
            order.operationId(),
            now,
            until,
            Duration.ofMinutes(5),
            Duration.ofSeconds(60),
            Duration.ofMinutes(20),
            Operations.of(order).answer(order));
    deliver(() -> records.enter("approved-" + number, order, terms), order, null);
    if (chance.one(0.15)) {
      var cancel = new Cancel("somebody", null);
      timeline.in(
          chance.upTo(Duration.ofMinutes(5)).plus(Duration.ofSeconds(40)),
          () ->
              deliver(
                  () -> records.cancel("cancel-" + number, order.operationId(), cancel),
                  order,
                  cancel));
    }
  }

  private void deliver(
      Runnable hop, Order order, @org.jspecify.annotations.Nullable Cancel cancel) {
    var worker =
        workers.get(workers.size() - 1 - chance.below(Math.min(PROCESSES, workers.size())));
    var acknowledged = new boolean[1];
    worker.later(
        latency(),
        () -> {
          if (chance.strikes(0.03)) {
            return;
          }
          hop.run();
          if (chance.strikes(0.03)) {
            return;
          }
          acknowledged[0] = true;
          worker.claimNext(order.instance().toString());
          if (cancel != null) {
            worker.cancel(order.operationId(), cancel);
          }
        });
    timeline.in(
        Duration.ofSeconds(20 + chance.below(200)),
        () -> {
          if (!acknowledged[0] || chance.strikes(0.25)) {
            deliver(hop, order, cancel);
          }
        });
  }

  private Order order(int number) {
    var instance = chance.of(instances());
    var kind =
        chance.of(
            List.of(
                "create_snapshot",
                "reboot_instance",
                "modify_backup_window",
                "modify_backup_window",
                "stop_instance",
                "start_instance"));
    Map<String, Object> parameters =
        switch (kind) {
          case "create_snapshot" -> Map.of("snapshot_id", "snapshot-" + number);
          case "modify_backup_window" ->
              Map.of("backup_window", "%02d:00-%02d:45".formatted(number, number));
          default -> Map.of();
        };
    return new Order(
        "op-" + number,
        kind,
        instance.key,
        instance.identifier,
        parameters,
        "somebody",
        new Classification(
            Environment.DEVELOPMENT,
            "tag",
            "Environment=development",
            instance.identifier,
            List.of("Environment"),
            Map.of("Environment", "development")));
  }
}
