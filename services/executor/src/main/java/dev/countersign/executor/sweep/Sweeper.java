package dev.countersign.executor.sweep;

import dev.countersign.chassis.loop.Loop;
import dev.countersign.executor.cloud.Cloud;
import dev.countersign.executor.providers.Providers;
import dev.countersign.provider.Place;
import dev.countersign.provider.Target;
import dev.countersign.provider.operation.Sight;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One sweep per service, account and region. On the loop only. */
public final class Sweeper {
  /** What is swept together. */
  record Swept(String service, Place place) {}

  private final Map<Swept, Sweep> sweeps = new HashMap<>();
  private final Cloud cloud;
  private final Loop loop;

  public Sweeper(Cloud cloud, Loop loop) {
    this.cloud = cloud;
    this.loop = loop;
  }

  /**
   * A look, not before {@code in} and, where somebody else looks anyway, up to half of it earlier.
   * The answer may come from any thread.
   */
  public CompletableFuture<Sight> look(Target target, Duration in) {
    var swept =
        new Swept(
            Providers.definition(target.order()).service(), Place.of(target.order().instance()));
    return sweeps.computeIfAbsent(swept, one -> new Sweep(one, cloud, loop)).look(target, in);
  }
}
