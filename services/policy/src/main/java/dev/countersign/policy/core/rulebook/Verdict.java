package dev.countersign.policy.core.rulebook;

import dev.countersign.contracts.decision.Ballot;
import dev.countersign.contracts.decision.DecisionStatement.Approval;
import dev.countersign.contracts.decision.Delegate;
import dev.countersign.contracts.event.DecisionEvent.OperationHeld;
import dev.countersign.contracts.event.DecisionEvent.OperationRejected;
import dev.countersign.policy.core.approval.Prompting;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to one request. */
public sealed interface Verdict {
  /** One that needs nobody's vote, or has had the votes that it needs. */
  sealed interface Decided extends Verdict {}

  /** It may be done; the approval has yet to be signed. */
  record Approved(Approval approval) implements Decided {}

  /**
   * It may be done once enough people have agreed.
   *
   * @param ballot what they agree to, as it is now
   * @param titles of the rules that ask for it
   * @param waiting how long votes are waited for
   * @param startWithin how long after the last needed vote it may be started
   * @param delegates who may vote in another one's stead; null for nobody
   * @param prompting when they are reminded
   */
  record VotesNeeded(
      Ballot ballot,
      List<String> titles,
      Duration waiting,
      Duration startWithin,
      @Nullable List<Delegate> delegates,
      Prompting prompting)
      implements Verdict {
    public VotesNeeded {
      titles = List.copyOf(titles);
      delegates = delegates == null ? null : List.copyOf(delegates);
    }
  }

  /** It may not be begun now, and is judged again later. */
  record Held(OperationHeld hold) implements Decided {}

  /** It may not be done. */
  record Rejected(OperationRejected rejection) implements Decided {}
}
