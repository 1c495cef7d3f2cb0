package dev.countersign.policy.core.cases;

import org.jspecify.annotations.Nullable;

/**
 * What a command leads to.
 *
 * @param next where the case stands now
 * @param answer what to publish; null for nothing
 */
public record Step(CaseState next, @Nullable Answer answer) {
  static Step silent(CaseState state) {
    return new Step(state, null);
  }
}
