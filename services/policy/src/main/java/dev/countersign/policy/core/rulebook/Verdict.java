package dev.countersign.policy.core.rulebook;

import dev.countersign.contracts.decision.Ballot;
import dev.countersign.contracts.decision.DecisionStatement.Approval;
import dev.countersign.contracts.event.DecisionEvent.OperationRejected;
import java.time.Duration;
import java.util.List;

/** The answer to one request. */
public sealed interface Verdict {
  /** It may be done; the approval has yet to be signed. */
  record Approved(Approval approval) implements Verdict {}

  /**
   * It may be done once enough people have agreed.
   *
   * @param ballot what they agree to, as it is now
   * @param titles of the rules that ask for it
   * @param waiting how long votes are waited for
   * @param startWithin how long after the last needed vote it may be started
   */
  record VotesNeeded(Ballot ballot, List<String> titles, Duration waiting, Duration startWithin)
      implements Verdict {
    public VotesNeeded {
      titles = List.copyOf(titles);
    }
  }

  /** It may not be done. */
  record Rejected(OperationRejected rejection) implements Verdict {}
}
