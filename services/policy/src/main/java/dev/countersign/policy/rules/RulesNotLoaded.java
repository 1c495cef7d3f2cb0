package dev.countersign.policy.rules;

/** Rules that cannot be used, and why. */
public final class RulesNotLoaded extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  RulesNotLoaded(String reason) {
    super(reason);
  }

  RulesNotLoaded(String reason, Exception cause) {
    super(reason, cause);
  }
}
