package dev.countersign.relay;

/** Told after each commit that left something to publish. */
interface Wake {
  /** Returns at once; called from event loops. */
  void committed();
}
