package dev.countersign.relay;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.event.RequestEvent.CancelRequested;
import dev.countersign.contracts.event.StatusEvent.OperationCancelled;
import dev.countersign.contracts.event.Trace;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecordBatch;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.ConnectException;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * The smallest service there can be: one effect in the database and one event per event. A cancel
 * request whose reason is {@code explode} meets a bug.
 */
@ApplicationScoped
class EchoService implements EventHandler {
  private static final String EFFECT =
      """
      with changed as (
        insert into effect (event_id, subject, process) values ($1, $2, $3) returning event_id)
      """;

  private final Hop hop;
  private volatile boolean down;

  @Inject
  EchoService(Hop hop) {
    this.hop = hop;
  }

  @Incoming("requests")
  Uni<Void> receive(IncomingKafkaRecordBatch<String, byte[]> batch) {
    return hop.receive("echo", batch, this);
  }

  @Override
  public Uni<HopStatement> handle(Look look, Event event) {
    if (event.data() instanceof CancelRequested asked && "explode".equals(asked.reason())) {
      return Uni.createFrom().failure(new ArithmeticException("a bug"));
    }
    if (down) {
      return Uni.createFrom().failure(new InfrastructureFault("down", new ConnectException()));
    }
    return Uni.createFrom().item(effect(Topics.STATUS, event, () -> {}));
  }

  /** The effect, and the event that tells of it, whoever causes it. */
  static HopStatement effect(String topic, Event event, Runnable afterCommit) {
    return new HopStatement(
        EFFECT,
        Tuple.of(event.id(), event.subject(), processId()),
        topic,
        List.of(echoOf(event)),
        _ -> afterCommit.run());
  }

  /** Makes every event wait, as if something that it needs were not there. */
  void down(boolean now) {
    down = now;
  }

  private static String processId() {
    return Long.toString(ProcessHandle.current().pid());
  }

  static Event echoOf(Event event) {
    return new Event(
        EventIds.next(),
        "/countersign/echo",
        Instant.now(),
        event.subject(),
        event.partitionKey(),
        event.sequence(),
        Trace.causedBy(event),
        new OperationCancelled(event.subject(), null, "echo"));
  }
}
