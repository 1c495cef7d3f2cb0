package dev.countersign.gateway.planted.two;

import dev.countersign.gateway.planted.one.Chicken;

/** Planted. */
public record Egg(Chicken from) {}
