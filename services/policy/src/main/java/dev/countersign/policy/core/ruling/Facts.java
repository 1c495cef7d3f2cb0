package dev.countersign.policy.core.ruling;

import dev.countersign.contracts.decision.Environment;

/**
 * All that the rules may look at.
 *
 * @param subject who asks
 * @param administrator whether they are in one of the administrators' groups
 * @param operation the catalogue's name
 * @param tier how the settings treat it on production
 * @param interruptsService whether clients of the database notice
 * @param confirmed whether the requester set {@code confirm_production}
 * @param instance the instance key
 * @param environment what the instance was classified as
 */
public record Facts(
    String subject,
    boolean administrator,
    String operation,
    ProductionTier tier,
    boolean interruptsService,
    boolean confirmed,
    String instance,
    Environment environment,
    Gates gates) {}
