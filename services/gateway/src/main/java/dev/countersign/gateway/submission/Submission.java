package dev.countersign.gateway.submission;

import dev.countersign.contracts.decision.Justification;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.gateway.edge.Call;
import dev.countersign.gateway.resource.Named;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
public record Submission(
    OperationDefinition operation,
    Named resource,
    Map<String, Object> parameters,
    @Nullable Justification breakGlass,
    @Nullable Justification freezeOverride,
    String hash) {
  /**
   * The request that it makes, on the resource that was found for it.
   *
   * @throws dev.countersign.chassis.http.ProblemFound where that is of another kind
   */
  public OperationRequested on(Resource found, String operationId, Call call, Instant now) {
    SubmissionReader.requireKind(operation, resource.field(), found.key().kind());
    return new OperationRequested(
        operationId,
        operation.name(),
        found.key(),
        found.identifier(),
        parameters,
        call.requester(),
        call.clientAddress(),
        now.truncatedTo(ChronoUnit.MILLIS),
        breakGlass,
        freezeOverride);
  }
}
