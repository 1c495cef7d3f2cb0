package dev.countersign.relay.publishing;

import org.apache.kafka.clients.producer.ProducerRecord;

/** One event to publish, and its number in the outbox. */
public record Unsent(long number, ProducerRecord<String, byte[]> message) {}
