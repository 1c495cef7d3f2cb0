package dev.countersign.policy.core.rulebook;

import dev.countersign.contracts.decision.Ballot;
import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.event.DecisionEvent.OperationRejected;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.policy.core.ruling.Ruling.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rejections that no rule is asked for. */
public final class Rejections {
  /** Refuses for a reason that needs neither rules nor classification. */
  public static OperationRejected without(
      Rulebook book, OperationRequested request, Reason reason) {
    return rejected(book, request, reason, null, List.of());
  }

  /** Refuses what people were asked to approve. */
  public static OperationRejected after(
      Ballot ballot, Rulebook book, OperationRequested request, Reason reason) {
    return rejected(book, request, reason, ballot.classification(), ballot.rules());
  }

  private static OperationRejected rejected(
      Rulebook book,
      OperationRequested request,
      Reason reason,
      @Nullable Classification classification,
      List<String> rules) {
    var words =
        new Wording(
            request, null, Places.of(book.settings(), request.resource(), null), book.settings());
    return new OperationRejected(
        request.operationId(),
        reason.code(),
        words.fill(reason.message()),
        words.fill(reason.nextStep()),
        classification,
        rules,
        book.version(),
        null);
  }

  private Rejections() {}
}
