package dev.countersign.chaos.simulation;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The records as one process reaches them; it may die before, after and in between. */
final class WiredRecords extends ForwardingRecords {
  private static final double SELDOM = 0.000_2;
  private static final double OFTEN = 0.008;
  private static final double LATE = 0.000_5;
  private static final double LATE_SAVE = 0.01;

  /** Nobody waits for an answer for longer than this. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final World world;
  private final Process process;

  WiredRecords(World world, Process process) {
    super(world.records);
    this.world = world;
    this.process = process;
  }

  @Override
  public CompletionStage<Optional<Saved>> save(Save save) {
    return ask(OFTEN, () -> records.save(save));
  }

  @Override
  <T> CompletionStage<T> ask(Supplier<CompletionStage<T>> statement) {
    return ask(SELDOM, statement);
  }

  private <T> CompletionStage<T> ask(double peril, Supplier<CompletionStage<T>> statement) {
    process.peril(peril);
    if (process.loop.isDead()) {
      return new CompletableFuture<>();
    }
    if (world.chance.strikes(peril == OFTEN ? LATE_SAVE : LATE)) {
      return late(statement);
    }
    return world.wire.ask(
        process.loop,
        () -> {
          var result = statement.get().toCompletableFuture().join();
          process.peril(peril);
          return result;
        });
  }

  /** The database takes it when nobody waits for it any more, and whoever sent it may be dead. */
  private <T> CompletionStage<T> late(Supplier<CompletionStage<T>> statement) {
    var answer = new CompletableFuture<T>();
    world.timeline.in(
        PATIENCE.plus(world.chance.upTo(PATIENCE.multipliedBy(4))),
        () -> {
          var result = statement.get().toCompletableFuture().join();
          process.loop.beside(() -> answer.complete(result));
        });
    return answer;
  }
}
