package dev.countersign.audit.query;

import dev.countersign.chassis.http.LargeReads;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Large answers take turns, so that however many ask, what writes the ledger in the same process
 * has the memory that it needs.
 */
@Singleton
class LedgerReads {
  private static final int WAITING = 32;
  private static final Duration WAIT = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Of about 1 MiB each. */
  private final LargeReads pages;

  /** Of up to 16 MiB each. */
  private final LargeReads bundles;

  private final CurrentVertxRequest request;

  @Inject
  LedgerReads(Vertx vertx, CurrentVertxRequest request) {
    this.pages = new LargeReads(vertx, 4, WAITING, WAIT, PATIENCE);
    this.bundles = new LargeReads(vertx, 1, WAITING, WAIT, PATIENCE);
    this.request = request;
  }

  /** A page of entries, or what is kept beside an entry. */
  <T> Uni<T> page(Supplier<Uni<? extends T>> read) {
    return pages.inTurn(request.getCurrent(), read);
  }

  /** A tile's worth of entries. */
  <T> Uni<T> bundle(Supplier<Uni<? extends T>> read) {
    return bundles.inTurn(request.getCurrent(), read);
  }
}
