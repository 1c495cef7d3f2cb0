package dev.countersign.relay;

import dev.countersign.contracts.event.RecordEvent.EventRef;
import dev.countersign.contracts.event.RecordEvent.LedgerAppended;
import dev.countersign.relay.InboxRecord.Read;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecordBatch;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Lets go of what the ledger holds. No inbox and no quarantine here: forgetting twice is harmless,
 * and what an unreadable record should have acknowledged is simply published once more.
 */
@ApplicationScoped
class LedgerAcknowledgements {
  private static final Logger LOG = Logger.getLogger(LedgerAcknowledgements.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final Pool pool;
  private final RelaySettings settings;

  @Inject
  LedgerAcknowledgements(Pool pool, RelaySettings settings) {
    this.pool = pool;
    this.settings = settings;
  }

  @Incoming("ledger-acknowledgements")
  Uni<Void> receive(IncomingKafkaRecordBatch<String, byte[]> batch) {
    var ours =
        InboxRecord.of(batch).stream()
            .map(InboxRecord::read)
            .flatMap(LedgerAcknowledgements::events)
            .filter(event -> event.source().equals(settings.source()))
            .toList();
    return acknowledge(ours).call(() -> Hop.acknowledge(batch));
  }

  Uni<Void> acknowledge(List<EventRef> ours) {
    if (ours.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return Outbox.acknowledge(pool, settings.source(), ours)
        .ifNoItem()
        .after(settings.handlingTimeout())
        .fail()
        .onFailure(Faults::pass)
        .retry()
        .withBackOff(FIRST_WAIT, LONGEST_WAIT)
        .indefinitely()
        .replaceWithVoid()
        .onFailure()
        .invoke(fault -> LOG.error("an acknowledgement that cannot be noted down is passed", fault))
        .onFailure()
        .recoverWithNull();
  }

  private static Stream<EventRef> events(Read read) {
    return switch (read) {
      case Read.Understood understood ->
          understood.event().data() instanceof LedgerAppended appended
              ? appended.events().stream()
              : Stream.empty();
      case Read.Poison poison -> {
        LOG.warnf(
            "an unreadable acknowledgement at offset %d of %s: %s",
            poison.from().offset(), poison.from().topic(), poison.reason());
        yield Stream.empty();
      }
    };
  }
}
