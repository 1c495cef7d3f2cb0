/**
 * What another team writes to follow operations: plain Kafka clients and a JSON parser, nothing of
 * ours. Enters: the records of {@code countersign.status}. Leaves: changes, each once per {@link
 * StatusReader}. Promised: {@code docs/consuming-events.md} shows exactly this code.
 */
@NullMarked
package dev.countersign.consumer;

import org.jspecify.annotations.NullMarked;
