package dev.countersign.chaos.simulation;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The records as one process reaches them; it may die before, after and in between. */
final class WiredRecords extends ForwardingRecords {
  private static final double SELDOM = 0.000_2;
  private static final double OFTEN = 0.008;

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
    return world.wire.ask(
        process.loop,
        () -> {
          var result = statement.get().toCompletableFuture().join();
          process.peril(peril);
          return result;
        });
  }
}
