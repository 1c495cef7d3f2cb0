package dev.countersign.gateway.planted;

import dev.countersign.policy.planted.Verdict;

/** Planted. */
public final class SeesPolicy {
  boolean ask(Verdict verdict) {
    return verdict.yes();
  }
}
