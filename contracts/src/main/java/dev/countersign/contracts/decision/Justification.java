package dev.countersign.contracts.decision;

/**
 * Why somebody asks for an exception from the rules, for the people who look at it later.
 *
 * @param reason in their own words; not blank
 */
public record Justification(String reason) {}
