package dev.countersign.provider;

/** How a call went, as far as the pace is concerned. */
public enum Outcome {
  ANSWERED,
  THROTTLED,
  FAILED
}
