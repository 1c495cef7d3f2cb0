package dev.countersign.chaos.simulation;

import dev.countersign.chaos.judgement.ApprovedCall;
import java.time.Instant;
import java.util.Map;

/**
 * A call that RDS took, as RDS itself wrote it down.
 *
 * @param arguments of a stranger's call only the member that a failover promotes
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

  /** RDS's name of the member that a failover promotes. */
  static final String TARGET = "TargetDBInstanceIdentifier";

  boolean isForeign() {
    return operationId.equals(STRANGER);
  }

  /**
   * Whether it brings about what was asked for: by the same call, tags apart; of a stranger it is
   * the same action, and no other member promoted than a named one.
   */
  boolean does(ApprovedCall asked, SimulatedResource on) {
    if (takenBack || resource != on || !action.equals(asked.action())) {
      return false;
    }
    var target = asked.arguments().get(TARGET);
    return isForeign()
        ? target == null || target.equals(arguments.get(TARGET))
        : asked.is(on.key.id(), action, arguments);
  }

  /** Whether it is a failover that restarts a member: the writer of then, or the promoted one. */
  boolean restarts(SimulatedResource member, SimulatedResource cluster) {
    var promoted = arguments.get(TARGET);
    return action.equals("FailoverDBCluster")
        && resource == cluster
        && (promoted == null
            || promoted.equals(member.identifier)
            || cluster.was(view -> view.writer().equals(member.identifier), at));
  }

  @Override
  public String toString() {
    return action
        + (arguments.isEmpty() ? "" : " " + arguments)
        + " of "
        + resource.identifier
        + " by "
        + session
        + " at "
        + at
        + (takenBack ? ", taken back" : "");
  }
}
