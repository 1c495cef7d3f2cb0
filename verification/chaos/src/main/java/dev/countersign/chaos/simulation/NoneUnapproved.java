package dev.countersign.chaos.simulation;

import dev.countersign.chaos.judgement.ApprovedCall;
import java.util.List;

/**
 * Promise 2: nothing but the very call that was signed, for that instance and with those arguments,
 * and, by AWS's clock, not after the approval has expired.
 */
record NoneUnapproved() implements Invariant {
  @Override
  public List<String> violations(World world) {
    var last = world.rds.effects().getLast();
    return last.isForeign() || isApproved(world, last) ? List.of() : List.of("unapproved: " + last);
  }

  private static boolean isApproved(World world, Effect effect) {
    var approval = world.policy.approvals.get(effect.operationId());
    return approval != null
        && effect.atAws().isBefore(approval.expiresAt())
        && ApprovedCall.of(approval)
            .is(effect.resource().key.id(), effect.action(), effect.arguments());
  }
}
