package dev.countersign.chaos.simulation;

import java.time.Instant;

/** A call that RDS took, as RDS itself wrote it down. */
final class Effect {
  final String operationId;
  final String session;
  final String action;
  final Instant at;

  /** Accepted, and given up by RDS later. */
  boolean takenBack;

  Effect(Session session, String action, Instant at) {
    this.operationId = session.operationId();
    this.session = session.name();
    this.action = action;
    this.at = at;
  }

  @Override
  public String toString() {
    return action + " by " + session + " at " + at + (takenBack ? ", taken back" : "");
  }
}
