package dev.countersign.audit.sequencer;

import dev.countersign.audit.AuditSettings;
import dev.countersign.audit.entry.Identity;
import dev.countersign.audit.store.Head;
import dev.countersign.chassis.broker.Metadata;
import dev.countersign.contracts.KafkaRights;
import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventCodec;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.event.Provenance;
import dev.countersign.contracts.event.RecordEvent.EventRef;
import dev.countersign.contracts.event.RecordEvent.LedgerAppended;
import dev.countersign.contracts.event.Trace;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells the services which of their events are in the ledger for good. Not through an outbox: an
 * acknowledgement that is lost makes the service publish its event again, and that is acknowledged
 * again.
 */
@ApplicationScoped
class Acknowledgements {
  /** In one message, so that none grows past what a broker takes, however long the names are. */
  static final int MOST = 500;

  private static final Logger LOG = Logger.getLogger(Acknowledgements.class);
  private static final String SOURCE = Provenance.sourceOf(KafkaRights.AUDIT);

  private final KafkaProducer<String, byte[]> producer;
  private final String origin;
  private final Clock clock;

  @Inject
  Acknowledgements(
      @Identifier("default-kafka-broker") Map<String, Object> broker,
      AuditSettings settings,
      Clock clock) {
    this.origin = settings.origin();
    this.clock = clock;
    this.producer =
        new KafkaProducer<>(settings(broker), new StringSerializer(), new ByteArraySerializer());
  }

  /** Says that these events are in the ledger, which now ends at this head. */
  void send(Head head, List<Identity> events) {
    var refs = events.stream().map(id -> new EventRef(id.source(), id.eventId())).toList();
    for (var chunk : chunks(refs)) {
      send(new LedgerAppended(head.tree().size(), head.tree().root().base64(), chunk));
    }
  }

  @PreDestroy
  void close() {
    producer.close(Duration.ofSeconds(2));
  }

  static List<List<EventRef>> chunks(List<EventRef> refs) {
    return IntStream.iterate(0, from -> from < refs.size(), from -> from + MOST)
        .mapToObj(from -> refs.subList(from, Math.min(refs.size(), from + MOST)))
        .toList();
  }

  private void send(LedgerAppended appended) {
    var id = EventIds.next();
    var event =
        new Event(
            id,
            SOURCE,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            origin,
            origin,
            0,
            new Trace(id, null, null),
            appended);
    var message = new ProducerRecord<>(Topics.LEDGER, origin, EventCodec.value(event));
    EventCodec.headers(event)
        .forEach(
            (name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    try {
      producer.send(message, (_, failure) -> logLost(failure));
    } catch (KafkaException e) {
      logLost(e);
    }
  }

  private static void logLost(@Nullable Exception failure) {
    if (failure != null) {
      LOG.warnf("an acknowledgement was lost, events will come again: %s", failure.toString());
    }
  }

  private static Map<String, Object> settings(Map<String, Object> broker) {
    var settings =
        broker.entrySet().stream()
            .filter(entry -> !entry.getKey().endsWith("serializer"))
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a, HashMap::new));
    settings.putAll(Metadata.SOON);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    // The sequencer calls this: a broker that does not answer must not hold it up for long.
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
    return settings;
  }
}
