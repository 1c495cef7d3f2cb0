package dev.countersign.policy.core.freeze;

import java.time.Instant;

/**
 * A freeze will bind a request from then on.
 *
 * @param freeze its title
 */
public record Beginning(String freeze, Instant at) {}
