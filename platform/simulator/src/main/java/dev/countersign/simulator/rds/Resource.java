package dev.countersign.simulator.rds;

/** Something that RDS keeps and that is written to disk as a whole when it changes. */
public sealed interface Resource
    permits Instance, Snapshot, ParameterGroup, Cluster, ClusterSnapshot {
  Scope scope();

  /** Unique in its scope among resources of its kind, and never used again. */
  String key();
}
