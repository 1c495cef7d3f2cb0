package dev.countersign.policy.core.rulebook;

import dev.countersign.contracts.event.DecisionEvent.OperationRejected;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.policy.core.ruling.Ruling.Reason;
import java.util.List;

/** Rejections that no instance was looked at for. */
public final class Rejections {
  /** Refuses for a reason that needs neither rules nor classification. */
  public static OperationRejected without(
      Rulebook book, OperationRequested request, Reason reason) {
    var words = new Wording(request, null, book.settings());
    return new OperationRejected(
        request.operationId(),
        reason.code(),
        words.fill(reason.message()),
        words.fill(reason.nextStep()),
        null,
        List.of(),
        book.version(),
        null);
  }

  private Rejections() {}
}
