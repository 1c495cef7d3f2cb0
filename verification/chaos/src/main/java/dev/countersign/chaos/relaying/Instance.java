package dev.countersign.chaos.relaying;

import dev.countersign.chaos.simulated.SimulatedLoop;
import dev.countersign.relay.publishing.Observer;
import dev.countersign.relay.publishing.Publishing;
import dev.countersign.relay.publishing.Stored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One process of a service: it commits, and its relay publishes. */
final class Instance {
  private static final Duration LONGEST_STOP = Duration.ofSeconds(45);

  final SimulatedLoop loop;
  private final World world;
  private final String name;
  private final Publishing publishing;

  Instance(World world, String name) {
    this.world = world;
    this.name = name;
    this.loop = new SimulatedLoop(world.timeline, world.chance);
    this.publishing =
        new Publishing(
            world.plant.loop(loop),
            new SimulatedRecords(world.database, world.wire, loop),
            new SimulatedBus(
                world.timeline, world.chance, world.broker, loop, world.plant.waitsForAll()),
            new Traced(),
            world.limits,
            world.plant.parts(world.limits.underway()));
    publishing.start();
  }

  /** A transaction that says something about one thing, so many times. */
  void commit(int key, int events) {
    if (loop.isDead() || loop.isStopped()) {
      return;
    }
    // One after the other: the state row of the key is locked until the commit.
    world.locks.take(
        key,
        () -> {
          var whole = publishing.takesOver();
          var before = world.database.unsentOf(key);
          var rows = new ArrayList<Row>();
          for (int event = 0; event < events; event++) {
            rows.add(world.database.insert(key));
          }
          var stored =
              rows.stream()
                  .map(row -> new Stored(Broker.message(row.number, key), before))
                  .toList();
          world.timeline.in(
              world.chance.latency(), () -> committed(key, rows, whole ? stored : List.of()));
        });
  }

  private void committed(int key, List<Row> rows, List<Stored> stored) {
    if (loop.isDead() && world.chance.one(0.5)) {
      rows.forEach(row -> world.database.rows.remove(row.number));
    } else {
      rows.forEach(row -> {
        row.committed = true;
        row.committedAt = world.timeline.now();
      });
      world.timeline.in(
          world.chance.latency(), () -> loop.beside(() -> publishing.committed(stored)));
    }
    world.locks.free(key);
  }

  /** The ledger misses some of what was published: it is unsent again. */
  void redrive() {
    world.database.rows.values().stream()
        .filter(row -> row.sent && world.chance.one(0.2))
        .forEach(row -> row.sent = false);
    publishing.wake();
  }

  void stop() {
    if (!loop.isStopped()) {
      world.trace(name + " is stopped");
      loop.stopFor(world.chance.upTo(LONGEST_STOP));
    }
  }

  void kill() {
    world.trace(name + " is killed");
    loop.die();
    // The server notices at once, or only when it has asked in vain.
    var noticed = world.chance.upTo(Duration.ofSeconds(world.chance.one(0.5) ? 1 : 25));
    world.timeline.in(noticed, world.database::endDead);
  }

  void endInOrder() {
    world.trace(name + " ends");
    publishing
        .stop()
        .whenComplete((_, _) -> {
          loop.die();
          world.wire.send(world.database::endDead);
        });
    // As every supervisor does.
    world.timeline.in(
        Duration.ofSeconds(5),
        () -> {
          loop.die();
          world.database.endDead();
        });
  }

  /** As its liveness probe would judge. */
  boolean looksDead(Duration oldest, boolean brokerAnswers) {
    return !loop.isDead() && !loop.isStopped() && publishing.stalled(oldest, brokerAnswers);
  }

  String name() {
    return name;
  }

  private final class Traced implements Observer {
    @Override
    public void waits(Part part, Throwable fault) {
      world.trace(name + ": " + part + " waits: " + fault);
    }

    @Override
    public void works(Part part) {}

    @Override
    public void leads(boolean leads) {
      world.trace(name + (leads ? " leads" : " leads no more"));
    }

    @Override
    public void published(int events) {}

    @Override
    public void looked() {}
  }
}
