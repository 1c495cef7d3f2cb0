package dev.countersign.policy.rules;

/**
 * A file of rules.
 *
 * @param name what people call it, for messages
 */
public record RulesFile(String name, String text) {}
