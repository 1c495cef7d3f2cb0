package dev.countersign.chaos.simulation;

import java.time.Instant;
import java.util.Map;

/**
 * A call that RDS took, as RDS itself wrote it down.
 *
 * @param sentAt when the executor let it go
 * @param atAws the same moment by AWS's clock, by which approvals end there
 * @param takenBack whether RDS gives it up later
 */
record Effect(
    String operationId,
    String session,
    String action,
    Map<String, ?> arguments,
    SimulatedResource resource,
    Instant sentAt,
    Instant at,
    Instant atAws,
    boolean takenBack) {
  /** Whose effects nobody here asked for. */
  static final String STRANGER = "stranger";

  boolean isForeign() {
    return operationId.equals(STRANGER);
  }

  @Override
  public String toString() {
    return action
        + (isForeign() ? "" : " " + arguments)
        + " of "
        + resource.identifier
        + " by "
        + session
        + " at "
        + at
        + (takenBack ? ", taken back" : "");
  }
}
