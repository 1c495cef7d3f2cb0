package dev.countersign.policy.planted;

/** What another service should not see. */
public record Verdict(boolean yes) {}
