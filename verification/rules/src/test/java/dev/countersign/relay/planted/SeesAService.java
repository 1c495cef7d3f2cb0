package dev.countersign.relay.planted;

import dev.countersign.policy.planted.Verdict;

/** Planted. */
public record SeesAService(Verdict verdict) {}
