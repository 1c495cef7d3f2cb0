/**
 * What the services say to each other about an operation that nobody has asked for yet. Enters: a
 * request that is not made. Leaves: what policy would decide, and what the executor would find.
 * Promised: over HTTP and never over Kafka, so that it cannot be taken for a command; nothing in
 * here is signed.
 */
@NullMarked
package dev.countersign.contracts.preview;

import org.jspecify.annotations.NullMarked;
