package dev.countersign.gateway.planted;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Planted. */
public final class SendsPastTheOutbox {
  void send(KafkaProducer<String, byte[]> producer, byte[] value) {
    var unused = producer.send(new ProducerRecord<>("countersign.requests", value));
  }
}
