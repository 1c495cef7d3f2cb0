package dev.countersign.simulator.planted;

import dev.countersign.contracts.operation.OperationState;

/** Planted. */
public record SharesMistakes(OperationState state) {}
