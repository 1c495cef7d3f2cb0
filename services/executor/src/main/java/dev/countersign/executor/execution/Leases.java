package dev.countersign.executor.execution;

import dev.countersign.executor.ExecutorSettings;
import dev.countersign.executor.clock.DatabaseClock;
import dev.countersign.executor.pace.Replicas;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.UUID;

/** This process's lease: as long as it is renewed, nobody takes over what the process holds. */
@Singleton
public class Leases {
  private static final String RENEW =
      """
      insert into workers (owner, alive_until)
      values ($1, clock_timestamp() + $2 * interval '1 millisecond')
      on conflict (owner) do update set alive_until = excluded.alive_until
      returning clock_timestamp() as now,
        (select count(*) from workers where owner <> $1 and alive_until > clock_timestamp()) as others
      """;

  // Every process is a new owner: a restarted one must not find itself in charge of what the one
  // before it left in the middle.
  private final String owner = UUID.randomUUID().toString();
  private final Pool pool;
  private final ExecutorSettings settings;
  private final DatabaseClock clock;
  private final Replicas replicas;

  @Inject
  Leases(Pool pool, ExecutorSettings settings, DatabaseClock clock, Replicas replicas) {
    this.pool = pool;
    this.settings = settings;
    this.clock = clock;
    this.replicas = replicas;
  }

  /** Names this process. */
  public String owner() {
    return owner;
  }

  /** Renews, sets the clock by the database, and learns how many others there are. */
  Uni<Void> renew() {
    return Uni.createFrom()
        .deferred(() -> {
          var asked = System.nanoTime();
          return pool.preparedQuery(RENEW)
              .execute(Tuple.of(owner, settings.lease().toMillis()))
              .invoke(rows -> {
                var row = rows.iterator().next();
                clock.set(row.getOffsetDateTime("now").toInstant(), asked);
                replicas.counted(1 + row.getLong("others").intValue(), asked);
              })
              .replaceWithVoid();
        });
  }

  /** Gives up everything at once, and forgets processes that are long gone. */
  Uni<Void> end() {
    return pool.preparedQuery(
            "delete from workers where owner = $1 or alive_until < now() - interval '1 hour'")
        .execute(Tuple.of(owner))
        .replaceWithVoid();
  }
}
