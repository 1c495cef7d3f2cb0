package dev.countersign.policy.core.cases;

/**
 * What another person has to look at after a break-glass.
 *
 * @param usedBy who used it: the token's {@code sub}
 * @param open whether nobody has closed it yet
 */
public record Review(String usedBy, boolean open) {}
