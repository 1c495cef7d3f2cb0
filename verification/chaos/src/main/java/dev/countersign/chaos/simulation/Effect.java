package dev.countersign.chaos.simulation;

import java.time.Instant;

/** A call that RDS took, as RDS itself wrote it down. */
final class Effect {
  /** Whose effects nobody here asked for. */
  static final String STRANGER = "stranger";

  final String operationId;
  final String session;
  final String action;
  final SimulatedInstance instance;
  final Instant at;

  /** Accepted, and given up by RDS later. */
  boolean takenBack;

  Effect(
      String operationId, String session, String action, SimulatedInstance instance, Instant at) {
    this.operationId = operationId;
    this.session = session;
    this.action = action;
    this.instance = instance;
    this.at = at;
  }

  boolean isForeign() {
    return operationId.equals(STRANGER);
  }

  @Override
  public String toString() {
    return action
        + " of "
        + instance.identifier
        + " by "
        + session
        + " at "
        + at
        + (takenBack ? ", taken back" : "");
  }
}
