package dev.countersign.console.planted;

import dev.countersign.relay.planted.SeesAService;

/** Planted. */
public record SeesTheHopFromAPage(SeesAService hop) {}
