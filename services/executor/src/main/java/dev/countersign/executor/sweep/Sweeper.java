package dev.countersign.executor.sweep;

import dev.countersign.executor.accounts.Place;
import dev.countersign.executor.operations.Sight;
import dev.countersign.executor.rds.Reads;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** One sweep per account and region. */
@Singleton
public class Sweeper {
  private final ConcurrentHashMap<Place, Sweep> sweeps = new ConcurrentHashMap<>();
  private final Reads reads;
  private final Vertx vertx;
  private final InstantSource clock;

  @Inject
  Sweeper(Reads reads, Vertx vertx, InstantSource clock) {
    this.reads = reads;
    this.vertx = vertx;
    this.clock = clock;
  }

  /**
   * A look, not before {@code in} and, where somebody else looks anyway, up to half of it earlier.
   */
  public CompletableFuture<Sight> look(Target target, Duration in) {
    return sweeps
        .computeIfAbsent(
            Place.of(target.instance()), place -> new Sweep(place, reads, vertx, clock))
        .look(target, in);
  }
}
