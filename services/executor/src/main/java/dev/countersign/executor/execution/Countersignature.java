package dev.countersign.executor.execution;

import dev.countersign.contracts.decision.DecisionStatement.Approval;
import dev.countersign.contracts.decision.Envelope;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.json.UnreadableJson;
import dev.countersign.executor.operations.Order;
import dev.countersign.executor.trust.TrustedKeys;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Verifies an approval once more, just before its call: since it came in, its key may have been
 * withdrawn, or what is on record, which others act on, may have been changed.
 */
@Singleton
class Countersignature {
  private final Executions executions;
  private final TrustedKeys trusted;

  @Inject
  Countersignature(Executions executions, TrustedKeys trusted) {
    this.executions = executions;
    this.trusted = trusted;
  }

  /**
   * Why it must not be acted on any more; empty when it still holds. Where the order has never left
   * this process since it was verified, and no key has changed since, there is nothing new to know.
   */
  CompletableFuture<Optional<Fault>> doubts(Run run) {
    var keys = trusted.byId();
    return keys.equals(run.verifiedBy)
        ? CompletableFuture.completedFuture(Optional.empty())
        : executions
            .envelope(run)
            .map(envelope -> doubts(envelope, run.order, keys))
            .subscribeAsCompletionStage();
  }

  static Optional<Fault> doubts(Envelope envelope, Order order, Map<String, PublicKey> keys) {
    try {
      var approval = envelope.open(keys, Approval.class, Approval.TYPE);
      return isAbout(approval, order)
          ? Optional.empty()
          : Optional.of(
              fault(
                  "decision-mismatch",
                  "What is on record of the operation is not what was approved. Nothing was done.",
                  "Tell whoever runs Countersign: somebody changed the executor's records."));
    } catch (Envelope.NotTrusted | UnreadableJson e) {
      return Optional.of(
          fault(
              "decision-not-trusted",
              "The key that signed the approval is not trusted any more. Nothing was done.",
              "Submit the operation again."));
    }
  }

  private static boolean isAbout(Approval approval, Order order) {
    var request = approval.request();
    return request.operationId().equals(order.operationId())
        && approval.instance().equals(order.instance())
        && approval.classification().identifier().equals(order.identifier())
        && Json.text(request.parameters()).equals(Json.text(order.parameters()));
  }

  private static Fault fault(String code, String meaning, String nextStep) {
    return new Fault(code, null, null, meaning, nextStep);
  }
}
