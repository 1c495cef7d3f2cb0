package dev.countersign.policy.cases;

import dev.countersign.chassis.start.CannotStart;
import dev.countersign.policy.PolicyConfig;
import dev.countersign.policy.core.cases.Retention;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;

/** Lets ended cases go when they have been kept long enough, some at a time. */
@Singleton
class Pruning {
  private static final Duration SHORTEST = Duration.ofDays(2);
  private static final int AT_ONCE = 1_000;
  private static final Duration PAUSE = Duration.ofMinutes(10);

  private static final String PRUNE = "select prune_cases($1, $2)";

  private final Pool pool;
  private final Clock clock;
  private final Retention retention;
  private long next = System.nanoTime();

  @Inject
  Pruning(Pool pool, Clock clock, PolicyConfig config) {
    CannotStart.unless(
        config.caseRetention().compareTo(SHORTEST) >= 0,
        "countersign.policy.case-retention",
        "at least 48 h",
        config.caseRetention());
    this.pool = pool;
    this.clock = clock;
    this.retention = new Retention(config.caseRetention());
  }

  Retention retention() {
    return retention;
  }

  /** Called in each round; does something every ten minutes, and at once where there is more. */
  Uni<Void> sweep() {
    return System.nanoTime() - next < 0 ? Uni.createFrom().voidItem() : prune();
  }

  private Uni<Void> prune() {
    var since = retention.keptSince(clock.instant()).atOffset(ZoneOffset.UTC);
    return pool.preparedQuery(PRUNE)
        .execute(Tuple.of(since, AT_ONCE))
        .invoke(rows -> {
          var more = rows.iterator().next().getLong(0) == AT_ONCE;
          next = System.nanoTime() + (more ? 0 : PAUSE.toNanos());
        })
        .replaceWithVoid();
  }
}
