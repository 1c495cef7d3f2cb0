package dev.countersign.policy.planted;

import software.amazon.awssdk.regions.Region;

/** Planted. */
public final class ReachesAws {
  String region() {
    return Region.EU_CENTRAL_1.id();
  }
}
