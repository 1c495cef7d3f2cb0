package dev.countersign.gateway.edge;

import dev.countersign.chassis.http.LargeReads;
import dev.countersign.gateway.settings.GatewaySettings;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The turns that lists and histories take. */
final class Reads {
  private static final int WAITING_FOR_EACH = 8;

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
