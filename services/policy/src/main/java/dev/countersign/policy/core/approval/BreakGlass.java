package dev.countersign.policy.core.approval;

import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.contracts.json.Json;

/**
 * Where somebody with the role BreakGlass may do without what people or calendars say, in an
 * emergency. Everything else that forbids does so all the same.
 *
 * @param when which operations
 * @param approvals whether approval rules are skipped
 * @param freezes whether freezes are skipped
 */
public record BreakGlass(When when, boolean approvals, boolean freezes) {
  /** The rule's id in decisions and in the ledger. Another one for each change of the rule. */
  public String id() {
    return "break-glass@" + RequestHash.sha256(Json.bytes(this)).substring(0, 8);
  }
}
