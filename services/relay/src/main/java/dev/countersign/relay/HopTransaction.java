package dev.countersign.relay;

import dev.countersign.chassis.telemetry.LogContext;
import dev.countersign.contracts.event.Event;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One open transaction: state changes go through {@link #sql}, events to publish through {@link
 * #publish}.
 */
public final class HopTransaction {
  private final SqlConnection sql;
  private final List<OutgoingEvent> outgoing = new ArrayList<>();
  private final List<Runnable> afterCommit = new ArrayList<>();
  private @Nullable Event about;

  HopTransaction(SqlConnection sql) {
    this.sql = sql;
  }

  /**
   * The connection that the transaction is open on. Statements on it run in the order of their
   * subscription.
   */
  public SqlConnection sql() {
    return sql;
  }

  /**
   * Publishes an event if, and as soon as, the transaction commits. Events of one transaction keep
   * their order.
   */
  public void publish(String topic, Event event) {
    outgoing.add(new OutgoingEvent(topic, event));
  }

  /**
   * Runs after a successful commit, on the event loop: must not block, and may be lost in a crash.
   */
  public void afterCommit(Runnable action) {
    var event = about;
    afterCommit.add(event == null ? action : () -> LogContext.run(event, action));
  }

  /** Handles the event in this transaction. */
  Uni<Void> handle(Event event, EventHandler handler) {
    about = event;
    return handler.handle(new Look(sql, true), event).chain(this::make);
  }

  /**
   * Makes a change in this transaction. Fails where it yields no row: what it is about was changed
   * since it was looked at, and looking again helps.
   */
  public Uni<Void> make(HopStatement change) {
    if (change.isNothing()) {
      return Uni.createFrom().voidItem();
    }
    return Outbox.change(sql, change)
        .invoke(changed -> {
          var row =
              changed.orElseThrow(() ->
                  new InfrastructureFault(
                      "changed by somebody else meanwhile", new ConcurrentModificationException()));
          change.events().forEach(event -> publish(change.topic(), event));
          afterCommit(() -> change.afterCommit().accept(row));
        })
        .replaceWithVoid();
  }

  List<OutgoingEvent> outgoing() {
    return outgoing;
  }

  List<Runnable> afterCommitActions() {
    return afterCommit;
  }

  record OutgoingEvent(String topic, Event event) {}
}
