package dev.countersign.gateway.live;

import dev.countersign.gateway.operation.core.OperationView;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** One request that waits for one operation. Always to be closed, or ended by {@link #within}. */
public final class Waiting implements AutoCloseable {
  private final CompletableFuture<OperationView> reached = new CompletableFuture<>();
  private final AtomicBoolean open = new AtomicBoolean(true);
  private final Updates updates;
  private final Updates.Subscription subscription;
  private final Predicate<OperationView> until;
  private final boolean admitted;

  Waiting(Updates updates, String operationId, Predicate<OperationView> until) {
    this.updates = updates;
    this.until = until;
    this.admitted = updates.enter();
    this.subscription = updates.listen(operationId, this::look);
    updates.waits(this);
  }

  /** Whether there is room for one more who waits; otherwise {@link #within} answers at once. */
  public boolean admitted() {
    return admitted;
  }

  /** Shows it the operation as it is; the wait may be over. */
  public void look(OperationView view) {
    if (until.test(view)) {
      reached.complete(view);
    }
  }

  /** The wait is over, with what there is. */
  void giveUp() {
    reached.completeExceptionally(new CancellationException("this process ends"));
  }

  /** The operation as soon as it has got there, or the fallback when the time is over. */
  public Uni<OperationView> within(Duration patience, Uni<OperationView> fallback) {
    var wait = Uni.createFrom().completionStage(reached);
    var bounded =
        reached.isDone() || admitted && patience.isPositive()
            ? wait.ifNoItem()
                .after(patience.isPositive() ? patience : Duration.ofMillis(1))
                .recoverWithUni(fallback)
                .onFailure(CancellationException.class)
                .recoverWithUni(fallback)
            : fallback;
    return bounded.onTermination().invoke(this::close);
  }

  @Override
  public void close() {
    if (open.compareAndSet(true, false)) {
      subscription.close();
      updates.waitsNoMore(this);
      if (admitted) {
        updates.leave();
      }
    }
  }
}
