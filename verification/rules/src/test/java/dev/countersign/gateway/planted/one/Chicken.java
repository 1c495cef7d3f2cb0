package dev.countersign.gateway.planted.one;

import dev.countersign.gateway.planted.two.Egg;

/** Planted. */
public record Chicken(Egg from) {}
