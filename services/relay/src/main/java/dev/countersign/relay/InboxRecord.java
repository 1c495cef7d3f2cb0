package dev.countersign.relay;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventReader;
import dev.countersign.contracts.event.ForeignEvent;
import dev.countersign.contracts.event.RawHeader;
import dev.countersign.contracts.event.RawRecord;
import dev.countersign.contracts.event.UnreadableEvent;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecordBatch;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import java.util.ArrayList;
import java.util.List;

/** One Kafka record, and where it was. */
record InboxRecord(int partition, long offset, RawRecord content) {

  /** The records of a batch, each partition's in its order. */
  static List<InboxRecord> of(IncomingKafkaRecordBatch<String, byte[]> batch) {
    return batch.getRecords().stream().map(InboxRecord::of).toList();
  }

  private static InboxRecord of(KafkaRecord<String, byte[]> kafka) {
    if (!(kafka instanceof IncomingKafkaRecord<String, byte[]> entry)) {
      throw new IllegalArgumentException("not a record that was received");
    }
    var headers = new ArrayList<RawHeader>();
    entry.getHeaders().forEach(header -> headers.add(RawHeader.of(header.key(), header.value())));
    return new InboxRecord(
        entry.getPartition(),
        entry.getOffset(),
        RawRecord.of(entry.getTopic(), entry.getKey(), headers, entry.getPayload()));
  }

  String topic() {
    return content.topic();
  }

  /** The same place, without what was there. */
  InboxRecord bare() {
    return new InboxRecord(partition, offset, RawRecord.of(topic(), null, List.of(), new byte[0]));
  }

  /** What the record says. Never throws: content that cannot be read is a value, too. */
  Read read() {
    try {
      return new Read.Understood(this, EventReader.read(content));
    } catch (ForeignEvent e) {
      Numbers.foreign(topic());
      return new Read.Poison(this, String.valueOf(e.getMessage()));
    } catch (UnreadableEvent e) {
      return new Read.Poison(this, String.valueOf(e.getMessage()));
    } catch (RuntimeException | StackOverflowError e) {
      return new Read.Poison(this, "reading it failed with " + e.getClass().getName());
    }
  }

  /** A record that was looked at. */
  sealed interface Read {
    /** The record itself. */
    InboxRecord from();

    /** It is an event. */
    record Understood(InboxRecord from, Event event) implements Read {}

    /** It is nothing that this version understands, or nothing that it can handle. */
    record Poison(InboxRecord from, String reason) implements Read {}
  }
}
