package dev.countersign.contracts.planted;

import dev.countersign.relay.planted.SeesAService;

/** Planted. */
public record SeesTheRelay(SeesAService relay) {}
