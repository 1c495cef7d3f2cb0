package dev.countersign.policy.core.ruling;

import org.jspecify.annotations.Nullable;

/** A rule engine with its rules loaded. */
@FunctionalInterface
public interface Rules {
  /**
   * What a rule is about, for people; null where there is no such rule.
   *
   * @param id as in a ruling
   */
  default @Nullable RuleWords words(String id) {
    return null;
  }

  /** Judges one request. Equal facts get equal rulings. Never throws for what the facts are. */
  Ruling judge(Facts facts);
}
