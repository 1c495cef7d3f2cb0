package dev.countersign.policy.core.ruling;

/** A rule engine with its rules loaded. */
@FunctionalInterface
public interface Rules {
  /** Judges one request. Equal facts get equal rulings. Never throws for what the facts are. */
  Ruling judge(Facts facts);
}
