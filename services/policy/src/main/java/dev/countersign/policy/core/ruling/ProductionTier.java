package dev.countersign.policy.core.ruling;

import java.util.Locale;

/** How the settings treat an operation on production. */
public enum ProductionTier {
  /** In {@code safe_production_operations}: any operator. */
  SAFE,
  /** In {@code risky_production_operations}: administrators. */
  RISKY,
  /** In neither list: nobody. */
  UNLISTED;

  /** For example {@code safe}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
