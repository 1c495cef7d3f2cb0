package dev.countersign.chassis.planted;

import dev.countersign.relay.planted.SeesAService;

/** Planted. */
public record SeesTheHop(SeesAService hop) {}
