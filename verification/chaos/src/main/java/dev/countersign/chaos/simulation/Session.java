package dev.countersign.chaos.simulation;

import java.time.Instant;

/**
 * Credentials for one attempt; whoever holds them may use them until they expire.
 *
 * @param until its policy allows nothing from then on: the approval expires
 */
record Session(String operationId, String name, Instant expires, Instant until) {}
