package dev.countersign.executor.accounts;

import dev.countersign.contracts.instance.InstanceKey;

/** An account in a region: what AWS counts requests by, and what is swept together. */
public record Place(String account, String region) {
  /** Where an instance is. */
  public static Place of(InstanceKey instance) {
    return new Place(instance.account(), instance.region());
  }

  @Override
  public String toString() {
    return account + ':' + region;
  }
}
