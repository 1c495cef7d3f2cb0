package dev.countersign.rds.sdk.planted;

import software.amazon.awssdk.regions.Region;

/** Nothing wrong here. */
public final class MayReachAws {
  String region() {
    return Region.EU_CENTRAL_1.id();
  }
}
