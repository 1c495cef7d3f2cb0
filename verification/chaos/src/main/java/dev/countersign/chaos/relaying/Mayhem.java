package dev.countersign.chaos.relaying;

import java.time.Duration;

/** Work, and everything that gets in its way. */
final class Mayhem {
  private static final Duration BETWEEN_COMMITS = Duration.ofSeconds(3);
  private static final Duration BETWEEN_FAULTS = Duration.ofSeconds(40);
  private static final Duration LONGEST = Duration.ofSeconds(70);

  private final World world;

  Mayhem(World world) {
    this.world = world;
  }

  void until(Duration end) {
    every(BETWEEN_COMMITS, end, this::work);
    every(BETWEEN_FAULTS, end, this::fault);
    world.timeline.at(end.toNanos(), this::peace);
  }

  private void every(Duration most, Duration end, Runnable act) {
    world.timeline.in(
        world.chance.upTo(most),
        () -> {
          if (world.timeline.now() < end.toNanos()) {
            act.run();
            every(most, end, act);
          }
        });
  }

  private void work() {
    // Now and then more than may be underway.
    var crowd = world.chance.one(0.06) ? world.limits.underway() + world.limits.round() : 3;
    world.one().commit(world.key(), 1 + world.chance.below(crowd));
  }

  private void fault() {
    switch (world.chance.below(9)) {
      case 0, 1 -> freeze();
      case 2 -> away();
      case 3 -> databaseDown();
      case 4 -> world.one().stop();
      case 5 -> replace(world.one(), true);
      case 6 -> replace(world.one(), false);
      case 7 -> oneSession();
      default -> loseTail();
    }
    if (world.chance.one(0.1)) {
      world.one().redrive();
    }
  }

  private void freeze() {
    world.trace("the broker is stopped");
    world.broker.freeze();
    world.timeline.in(
        world.chance.upTo(LONGEST),
        () -> {
          world.trace("the broker goes on");
          world.broker.thaw();
        });
  }

  private void away() {
    world.trace("the broker is away");
    world.broker.away(true);
    world.timeline.in(world.chance.upTo(LONGEST), () -> world.broker.away(false));
  }

  private void databaseDown() {
    world.trace("the database is down");
    world.wire.down(true);
    world.database.endAll();
    world.timeline.in(world.chance.upTo(Duration.ofSeconds(20)), () -> world.wire.down(false));
  }

  private void loseTail() {
    world.trace("a leader of the broker dies with what only it had");
    world.broker.loseTail();
  }

  /** Without a word: whoever had it believes that it still does. */
  private void oneSession() {
    world.database.sessions.stream().findFirst().ifPresent(world.database::end);
  }

  private void replace(Instance instance, boolean killed) {
    if (killed) {
      instance.kill();
    } else {
      instance.endInOrder();
    }
    world.timeline.in(world.chance.upTo(Duration.ofSeconds(15)), world::begin);
  }

  private void peace() {
    world.trace("peace");
    world.chance.endTrouble();
    world.broker.away(false);
    world.broker.thaw();
    world.wire.down(false);
    world.instances.forEach(one -> one.loop.goOn());
  }
}
