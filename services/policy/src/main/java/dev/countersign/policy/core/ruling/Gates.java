package dev.countersign.policy.core.ruling;

/**
 * The two switches for operations on production. They are in different hands on purpose: one is in
 * the settings, which are reviewed; the other in the environment of the process, which is deployed.
 *
 * @param setting {@code enable_production_operations}
 * @param environment {@code ENABLE_PRODUCTION_OPERATIONS}
 */
public record Gates(boolean setting, boolean environment) {}
