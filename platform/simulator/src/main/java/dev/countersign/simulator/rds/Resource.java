package dev.countersign.simulator.rds;

/** Something that RDS keeps and that is written to disk as a whole when it changes. */
public sealed interface Resource permits Instance, Snapshot, ParameterGroup {
  Scope scope();

  /** Unique in its scope among resources of its kind, and never used again. */
  String key();

  /**
   * Puts it where its region keeps its kind. Not a switch over the kinds, whose first use makes a
   * class at run time: no ahead-of-time cache keeps it, and each start does this (ADR 0012).
   */
  void keptIn(Region region);
}
