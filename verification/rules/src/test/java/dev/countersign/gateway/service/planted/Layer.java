package dev.countersign.gateway.service.planted;

/** Planted. */
public record Layer() {}
