package dev.countersign.chaos.simulation;

import java.time.Instant;

/** Credentials for one attempt; whoever holds them may use them until they expire. */
record Session(String operationId, String name, Instant expires) {}
