package dev.countersign.audit.planted;

import org.apache.kafka.clients.producer.Producer;

/** Nothing wrong here: the ledger's acknowledgements need no outbox. */
public record Acknowledges(Producer<String, byte[]> producer) {}
