package dev.countersign.policy.core.cases;

import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.DecisionStatement.Cancellation;
import dev.countersign.policy.core.approval.Drifts;
import dev.countersign.policy.core.cases.Answer.Stop;
import dev.countersign.policy.core.cases.CaseState.Approved;
import dev.countersign.policy.core.cases.CaseState.Cancelled;
import dev.countersign.policy.core.classification.Classifier;
import dev.countersign.policy.core.classification.Known;
import dev.countersign.policy.core.rulebook.Freezing;
import dev.countersign.policy.core.rulebook.Judge;
import dev.countersign.policy.core.rulebook.Rulebook;
import dev.countersign.policy.core.rulebook.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes an approval back that may not have been carried out yet, when what it rests on is not what
 * it was. The executor obeys that until it has sent the call; what has been sent goes on. What the
 * executor sees for itself just before the call (the name, the tags, the class) need not wait for
 * this.
 */
final class Withdrawing {
  /** Who stops what nobody asked to be stopped. */
  private static final String POLICY = "countersign/policy";

  /**
   * @param known the resource as it is known now; null when it is not
   */
  static Step lookAgain(Rulebook book, Approved approved, @Nullable Known known, Instant now) {
    var expires = approved.expiresAt();
    if (known == null || expires == null || !now.isBefore(expires)) {
      return Step.silent(approved);
    }
    var freeze = freeze(book, approved, known, now, expires);
    var reason = freeze == null ? change(book, approved, known, now) : freeze;
    var request = approved.request();
    return reason == null
        ? Step.silent(approved)
        : new Step(
            new Cancelled(request),
            new Stop(
                new Cancellation(request.operationId(), request.resource(), POLICY, reason, now)));
  }

  /** One that it does not know of, and that binds the operation before it expires. */
  private static @Nullable String freeze(
      Rulebook book, Approved approved, Known known, Instant now, Instant expires) {
    var overridden = approved.overridden();
    var freeze =
        Freezing.before(
            book,
            approved.request(),
            known,
            classification(book, approved, known),
            now,
            expires,
            overridden == null ? List.of() : overridden);
    return freeze == null
        ? null
        : "The freeze \"%s\" was not in the calendars when this was approved, and begins at %s."
            .formatted(freeze.freeze(), freeze.at());
  }

  /** Of a member whose cluster is not known just now, what it was approved as. */
  private static Classification classification(Rulebook book, Approved approved, Known known) {
    var basis = approved.basis();
    return basis == null || known.isWhole()
        ? Classifier.classify(book.settings().classification(), known)
        : basis.classification();
  }

  /**
   * People agreed by the rules of then, whatever those of now would say. Where nobody had to, the
   * rules of now are asked: they may permit it still.
   */
  private static @Nullable String change(
      Rulebook book, Approved approved, Known known, Instant now) {
    var basis = approved.basis();
    // Of a member whose cluster is not known just now, nothing new is known.
    if (basis == null || !known.isWhole()) {
      return null;
    }
    var classification = Classifier.classify(book.settings().classification(), known);
    if (!classification.equals(basis.classification())) {
      return "It was approved as %s. Its name, its tags or the settings have changed since, and it is %s."
          .formatted(
              basis.classification().environment().wireName(),
              classification.environment().wireName());
    }
    if (basis.agreedUnder() != null) {
      return basis.agreedUnder().equals(book.version())
          ? null
          : "The rules or settings have changed since people agreed to it.";
    }
    // How old it may get is in its expiry.
    return switch (Judge.judge(book, approved.request(), known, null, now, now)) {
      case Verdict.Approved _, Verdict.Held _ -> null;
      case Verdict.VotesNeeded needed ->
          "The rules have changed since it was approved: it needs the approval of %s now."
              .formatted(Drifts.words(needed.ballot().quorum()));
      case Verdict.Rejected(var rejection) ->
          "The rules have changed since it was approved: " + rejection.message();
    };
  }

  private Withdrawing() {}
}
