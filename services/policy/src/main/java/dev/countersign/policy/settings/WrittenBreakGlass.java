package dev.countersign.policy.settings;

import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.policy.core.approval.BreakGlass;
import java.util.List;

/**
 * The settings' {@code break_glass}.
 *
 * @param when where it may be used; empty for everywhere
 * @param skips {@code approvals}, {@code freezes}
 */
record WrittenBreakGlass(WrittenApprovalRules.Condition when, List<String> skips) {
  BreakGlass read(OperationCatalogue catalogue) {
    return new BreakGlass(
        WrittenApprovalRules.when(when, "break_glass.when", catalogue),
        skips.contains("approvals"),
        skips.contains("freezes"));
  }
}
