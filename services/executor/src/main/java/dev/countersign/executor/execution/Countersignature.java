package dev.countersign.executor.execution;

import dev.countersign.chassis.loop.Question;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.executor.execution.SignedOrders.NotToBeBelieved;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Verifies an approval once more, just before its call: since its order was read from it, its key
 * may have been withdrawn.
 */
class Countersignature {
  private final Shell shell;

  Countersignature(Shell shell) {
    this.shell = shell;
  }

  /**
   * Why it must not be acted on any more; empty when it still holds. A run's order was read from a
   * verified envelope and has never left this process since: where no key has changed, there is
   * nothing new to know.
   */
  CompletableFuture<Optional<Fault>> doubts(Run run) {
    if (shell.orders().keys().equals(run.verifiedBy)) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return Question.of(shell.loop(), () -> shell.records().envelope(run.id()))
        .answer()
        .thenApply(envelope -> doubts(run, envelope));
  }

  private Optional<Fault> doubts(Run run, String envelope) {
    try {
      var verified = shell.orders().open(run.id(), run.order.instance().toString(), envelope);
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
