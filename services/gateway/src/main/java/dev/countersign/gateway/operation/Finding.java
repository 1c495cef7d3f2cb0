package dev.countersign.gateway.operation;

import org.jspecify.annotations.Nullable;

/**
 * What a person says about an indeterminate operation.
 *
 * @param outcome {@code happened} or {@code did-not-happen}
 * @param comment how they know
 * @param evidenceId what they looked at; null when they do not say
 */
record Finding(String outcome, String comment, @Nullable String evidenceId) {}
