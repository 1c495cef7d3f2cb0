package dev.countersign.executor.execution;

import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.executor.execution.SignedOrders.NotToBeBelieved;
import dev.countersign.executor.trust.TrustedKeys;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Verifies an approval once more, just before its call: since its order was read from it, its key
 * may have been withdrawn.
 */
@Singleton
class Countersignature {
  private final Executions executions;
  private final SignedOrders orders;
  private final TrustedKeys trusted;

  @Inject
  Countersignature(Executions executions, SignedOrders orders, TrustedKeys trusted) {
    this.executions = executions;
    this.orders = orders;
    this.trusted = trusted;
  }

  /**
   * Why it must not be acted on any more; empty when it still holds. A run's order was read from a
   * verified envelope and has never left this process since: where no key has changed, there is
   * nothing new to know.
   */
  CompletableFuture<Optional<Fault>> doubts(Run run) {
    return trusted.byId().equals(run.verifiedBy)
        ? CompletableFuture.completedFuture(Optional.empty())
        : executions
            .envelope(run)
            .map(envelope -> doubts(run, envelope))
            .subscribeAsCompletionStage();
  }

  private Optional<Fault> doubts(Run run, String envelope) {
    try {
      var verified = orders.open(run.id(), run.order.instance().toString(), envelope);
      return verified.order().equals(run.order)
          ? Optional.empty()
          : Optional.of(
              new Fault(
                  "decision-mismatch",
                  null,
                  null,
                  "What is on record of the operation is not what was approved. Nothing was done.",
                  "Tell whoever runs Countersign: somebody changed the executor's records."));
    } catch (NotToBeBelieved e) {
      return Optional.of(e.fault());
    }
  }
}
