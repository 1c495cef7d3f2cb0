package dev.countersign.executor.sweep;

import dev.countersign.chassis.loop.Loop;
import dev.countersign.executor.accounts.Place;
import dev.countersign.executor.cloud.Cloud;
import dev.countersign.executor.operations.Sight;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One sweep per account and region. On the loop only. */
public final class Sweeper {
  private final Map<Place, Sweep> sweeps = new HashMap<>();
  private final Cloud cloud;
  private final Loop loop;
  private final InstantSource clock;

  public Sweeper(Cloud cloud, Loop loop, InstantSource clock) {
    this.cloud = cloud;
    this.loop = loop;
    this.clock = clock;
  }

  /**
   * A look, not before {@code in} and, where somebody else looks anyway, up to half of it earlier.
   * The answer may come from any thread.
   */
  public CompletableFuture<Sight> look(Target target, Duration in) {
    return sweeps
        .computeIfAbsent(Place.of(target.instance()), place -> new Sweep(place, cloud, loop, clock))
        .look(target, in);
  }
}
