package dev.countersign.policy.core.ruling;

import java.util.Locale;

/** How the settings treat an operation on production. */
public enum ProductionTier {
  /** Any operator. */
  SAFE,
  /** Administrators. */
  RISKY,
  /** Nobody: the settings have a list that leaves it out. */
  UNLISTED;

  /** For example {@code safe}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
