package dev.countersign.gateway.submission;

import dev.countersign.contracts.decision.Justification;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.gateway.resource.Named;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants, read and checked, but not held against the inventory yet.
 *
 * @param parameters as the catalogue allows them
 * @param breakGlass why approvals and freezes shall be skipped; null where they shall not
 * @param freezeOverride why it shall be begun in a freeze; null where it shall not
 * @param hash the same for every body that means the same
 */
record Submission(
    OperationDefinition operation,
    Named resource,
    Map<String, Object> parameters,
    @Nullable Justification breakGlass,
    @Nullable Justification freezeOverride,
    String hash) {}
