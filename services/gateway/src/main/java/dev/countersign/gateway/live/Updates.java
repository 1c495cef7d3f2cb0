package dev.countersign.gateway.live;

import dev.countersign.gateway.operation.core.OperationView;
import dev.countersign.gateway.settings.GatewaySettings;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Passes changes on to those in this process that wait for them. */
@ApplicationScoped
public class Updates {
  private final Map<String, List<Consumer<OperationView>>> byOperation = new ConcurrentHashMap<>();
  private final List<Consumer<OperationView>> all = new CopyOnWriteArrayList<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final Set<Waiting> waits = ConcurrentHashMap.newKeySet();
  private final int mostWaiting;
  private volatile boolean draining;

  @Inject
  Updates(GatewaySettings settings) {
    this.mostWaiting = settings.waitingRequests();
  }

  /** Something is known anew about an operation. */
  public void changed(OperationView view) {
    byOperation.getOrDefault(view.id(), List.of()).forEach(listener -> listener.accept(view));
    all.forEach(listener -> listener.accept(view));
  }

  /** Hears of one operation until closed. Listeners must not block. */
  public Subscription listen(String operationId, Consumer<OperationView> listener) {
    byOperation.compute(
        operationId,
        (_, present) -> {
          var listeners =
              present == null ? new CopyOnWriteArrayList<Consumer<OperationView>>() : present;
          listeners.add(listener);
          return listeners;
        });
    return () ->
        byOperation.computeIfPresent(
            operationId,
            (_, listeners) -> {
              listeners.remove(listener);
              return listeners.isEmpty() ? null : listeners;
            });
  }

  /** Hears of every operation until closed. Listeners must not block. */
  public Subscription listen(Consumer<OperationView> listener) {
    all.add(listener);
    return () -> all.remove(listener);
  }

  /** Whether anybody here waits for this operation. */
  public boolean wanted(String operationId) {
    return !all.isEmpty() || byOperation.containsKey(operationId);
  }

  /** The operations that somebody here waits for. */
  public Set<String> wanted() {
    return Set.copyOf(byOperation.keySet());
  }

  /**
   * Starts to wait for an operation. Begin before the change can happen, or look at the operation
   * after beginning; whoever begins too late waits in vain.
   */
  public Waiting await(String operationId, Predicate<OperationView> until) {
    return new Waiting(this, operationId, until);
  }

  /** Whoever waits gets what there is: this process ends, and another one will know the rest. */
  void drain(@Observes ShutdownDelayInitiatedEvent event) {
    draining = true;
    waits.forEach(Waiting::giveUp);
  }

  void waits(Waiting one) {
    waits.add(one);
    if (draining) {
      one.giveUp();
    }
  }

  void waitsNoMore(Waiting one) {
    waits.remove(one);
  }

  boolean enter() {
    if (draining) {
      return false;
    }
    if (waiting.incrementAndGet() > mostWaiting) {
      waiting.decrementAndGet();
      return false;
    }
    return true;
  }

  void leave() {
    waiting.decrementAndGet();
  }

  /** Ends the listening when closed. */
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
