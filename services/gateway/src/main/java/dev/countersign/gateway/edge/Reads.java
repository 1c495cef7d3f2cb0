package dev.countersign.gateway.edge;

import dev.countersign.chassis.http.LargeReads;
import dev.countersign.chassis.start.CannotStart;
import dev.countersign.gateway.settings.GatewaySettings;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/** The turns that lists and histories take. */
final class Reads {
  private static final int WAITING_FOR_EACH = 8;
  private static final String READS = "countersign.gateway.heavy-reads";
  private static final String POOL = "quarkus.datasource.reactive.max-size";

  /** The framework's own, where none is set. */
  private static final int DEFAULT_POOL = 20;

  /** Large reads must leave connections of the pool to everything else. */
  static void check(int heavyReads) {
    check(heavyReads, ConfigProvider.getConfig().getOptionalValue(POOL, Integer.class));
  }

  static void check(int heavyReads, Optional<Integer> configuredPool) {
    var pool = configuredPool.orElse(DEFAULT_POOL);
    CannotStart.unless(
        heavyReads < pool,
        READS,
        "less than %s (%d), so that the database can be reached beside them"
            .formatted(CannotStart.variable(POOL), pool),
        heavyReads);
  }

  @Produces
  @Singleton
  LargeReads largeReads(Vertx vertx, GatewaySettings settings) {
    var most = settings.heavyReads();
    return new LargeReads(
        vertx,
        most,
        most * WAITING_FOR_EACH,
        settings.databaseTimeout(),
        settings.databaseTimeout());
  }
}
