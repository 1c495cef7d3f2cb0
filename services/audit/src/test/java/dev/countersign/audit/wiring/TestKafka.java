package dev.countersign.audit.wiring;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.RawRecord;
import dev.countersign.contracts.event.RecordEvent.LedgerAppended;
import dev.countersign.embedded.EventBus;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What the services say that the ledger listens to, and what it says to them. */
public final class TestKafka implements AutoCloseable {
  private final EventBus bus;

  public TestKafka(String bootstrapServers) {
    bus = new EventBus(bootstrapServers);
  }

  public void send(Event event) {
    bus.send(SampleEvents.topicOf(event), event);
  }

  public void send(ProducerRecord<String, byte[]> message) {
    bus.send(message);
  }

  public void sendAll(List<Event> events) {
    bus.sendAll(
        events.stream().map(one -> EventBus.message(SampleEvents.topicOf(one), one)).toList());
  }

  /** Records as they are, all in the partition of one key. */
  public void sendAsTheyAre(List<RawRecord> records) {
    bus.sendAsTheyAre("any", records);
  }

  /** How often this event was acknowledged so far. */
  public long acknowledged(Event event) {
    bus.next(Topics.LEDGER);
    return bus.heard(Topics.LEDGER).stream()
        .flatMap(appended -> ((LedgerAppended) appended.data()).events().stream())
        .filter(ref -> ref.id().equals(event.id()) && ref.source().equals(event.source()))
        .count();
  }

  @Override
  public void close() {
    bus.close();
  }
}
