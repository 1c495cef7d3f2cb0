package dev.countersign.provider;

import dev.countersign.contracts.resource.ResourceKey;

/** An account in a region: what AWS counts requests by, and what is swept together. */
public record Place(String account, String region) {
  /** Where a resource is. */
  public static Place of(ResourceKey instance) {
    return new Place(instance.account(), instance.region());
  }

  @Override
  public String toString() {
    return account + ':' + region;
  }
}
