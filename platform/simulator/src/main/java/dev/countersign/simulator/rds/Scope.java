package dev.countersign.simulator.rds;

import org.jspecify.annotations.Nullable;

/** An account in a region: what every resource belongs to, and what every list is limited to. */
public record Scope(String account, String region) {

  // Written out: the ones that a record has by itself are made at run time, by each process anew.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Scope scope
        && account.equals(scope.account)
        && region.equals(scope.region);
  }

  @Override
  public int hashCode() {
    return 31 * account.hashCode() + region.hashCode();
  }

  public String arn(String type, String name) {
    return "arn:aws:rds:" + region + ":" + account + ":" + type + ":" + name;
  }
}
