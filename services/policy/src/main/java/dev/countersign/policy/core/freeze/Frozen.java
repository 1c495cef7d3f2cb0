package dev.countersign.policy.core.freeze;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request may not be begun now.
 *
 * @param freezes the titles of all that bind it now, sorted
 * @param occasion of the one that lasts longest
 * @param until when the last of those ends that follow on one another without a gap; null when no
 *     end is in sight
 * @param whatWaits what all of them allow: where one sends back, it is sent back
 */
public record Frozen(
    List<String> freezes, Span occasion, @Nullable Instant until, WhatWaits whatWaits) {
  public Frozen {
    freezes = List.copyOf(freezes);
  }
}
