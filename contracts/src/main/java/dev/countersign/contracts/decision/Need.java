package dev.countersign.contracts.decision;

/**
 * Who has to agree to an operation.
 *
 * @param group the name of a group as in the token
 * @param count how many of its members, at least 1
 */
public record Need(String group, int count) {}
