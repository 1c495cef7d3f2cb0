package dev.countersign.simulator.rds;

/** What one account may keep in one region. */
public record Quotas(int instances, int manualSnapshots) {
  public static final Quotas USUAL = new Quotas(40, 100);
}
