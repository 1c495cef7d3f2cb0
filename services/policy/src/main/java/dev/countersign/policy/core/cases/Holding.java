package dev.countersign.policy.core.cases;

import dev.countersign.policy.core.cases.Answer.Reject;
import dev.countersign.policy.core.cases.CaseState.Held;
import dev.countersign.policy.core.cases.CaseState.Refused;
import dev.countersign.policy.core.classification.Known;
import dev.countersign.policy.core.rulebook.Freezing;
import dev.countersign.policy.core.rulebook.Judge;
import dev.countersign.policy.core.rulebook.Refusals;
import dev.countersign.policy.core.rulebook.Rejections;
import dev.countersign.policy.core.rulebook.RequestTime;
import dev.countersign.policy.core.rulebook.Rulebook;
import dev.countersign.policy.core.rulebook.Verdict;
import dev.countersign.policy.core.ruling.Ruling.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What waits for the end of a freeze, or for the time that people agreed to it for. */
final class Holding {
  /**
   * After the freeze everything is judged anew: rules, roles and the resource may be others by
   * then. Long after it, while policy was down for example, nobody may want it any more, whoever
   * agreed to it. Before, only the time may change, for the calendar may have.
   */
  static Step lookAgain(Rulebook book, Held held, @Nullable Known known, Instant now) {
    var request = held.request();
    var due = !now.isBefore(held.due());
    if (known == null) {
      return due ? refused(book, held, Refusals.INSTANCE_UNKNOWN) : Step.silent(held);
    }
    if (!due && !known.isWhole()) {
      // The events of a member and of its cluster come in any order.
      return Step.silent(held);
    }
    var tooLate = due ? RequestTime.objection(book.settings(), held.due(), now) : null;
    if (tooLate != null) {
      return refused(book, held, tooLate);
    }
    var verdict = Judge.judge(book, request, known, held.votes(), now, due ? held.due() : now);
    return switch (verdict) {
      case Verdict.VotesNeeded needed ->
          // What was voted on is not what it was, the rules for example.
          Voting.askAgain(request, needed, held.votes(), known, now);
      case Verdict.Decided decided when due -> OperationCase.step(request, held.votes(), decided);
      case Verdict.Approved _ -> Step.silent(sooner(book, held, now));
      case Verdict.Held(var hold) when hold.resumesAt().equals(held.due()) -> Step.silent(held);
      case Verdict.Decided decided -> OperationCase.step(request, held.votes(), decided);
    };
  }

  /** It ends here: nothing was approved, so that there is nothing for the executor to stop. */
  static Step refused(Rulebook book, Held held, Reason reason) {
    var votes = held.votes();
    return new Step(
        new Refused(held.request()),
        new Reject(
            votes == null
                ? Rejections.without(book, held.request(), reason)
                : Rejections.after(votes.ballot(), book, held.request(), reason)));
  }

  /** The freeze was over sooner than the calendar had said; what waited still starts spread out. */
  private static Held sooner(Rulebook book, Held held, Instant now) {
    var start = Freezing.spread(book, held.request(), now);
    return start.isBefore(held.due()) ? new Held(held.request(), held.votes(), start) : held;
  }

  private Holding() {}
}
