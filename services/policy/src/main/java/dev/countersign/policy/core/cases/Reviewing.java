package dev.countersign.policy.core.cases;

import dev.countersign.contracts.decision.DecisionStatement.Approval;
import dev.countersign.contracts.event.DecisionEvent.BreakGlassUsed;
import dev.countersign.contracts.event.DecisionEvent.ReviewClosed;
import dev.countersign.contracts.event.DecisionEvent.ReviewRefused;
import dev.countersign.contracts.event.RequestEvent.ReviewSubmitted;
import dev.countersign.policy.core.cases.Answer.KeepReview;
import dev.countersign.policy.core.cases.Answer.UseBreakGlass;
import dev.countersign.policy.core.cases.CaseState.Refused;
import dev.countersign.policy.core.classification.Known;
import dev.countersign.policy.core.role.Role;
import dev.countersign.policy.core.rulebook.Places;
import dev.countersign.policy.core.rulebook.Refusals;
import dev.countersign.policy.core.rulebook.Rejections;
import dev.countersign.policy.core.rulebook.Rulebook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a break-glass costs: it is announced before the approval, and leaves a review open. Until
 * another person has closed it, its user's next break-glass is refused, on whatever operation.
 */
final class Reviewing {
  /**
   * The step, as far as a break-glass is in it.
   *
   * @param openReview the operation whose review binds the requester; null for none
   */
  static Step after(Rulebook book, Step step, @Nullable String openReview) {
    var request = OperationCase.request(step.next());
    if (request == null || request.breakGlass() == null) {
      return step;
    }
    if (openReview != null && step.answers().stream().anyMatch(Reviewing::goesOn)) {
      var answers = new ArrayList<>(step.answers());
      answers.removeIf(Reviewing::goesOn);
      var reason = Refusals.reviewOpen(openReview);
      answers.add(new Answer.Reject(Rejections.without(book, request, reason)));
      return new Step(new Refused(request), answers);
    }
    return announced(step);
  }

  /** Nobody is asked or kept waiting for what would be refused in the end. */
  private static boolean goesOn(Answer answer) {
    return answer instanceof Answer.Approve
        || answer instanceof Answer.Ask
        || answer instanceof Answer.Hold;
  }

  private static Step announced(Step step) {
    var answers = new ArrayList<Answer>();
    for (var answer : step.answers()) {
      if (answer instanceof Answer.Approve(var approval)) {
        use(approval).ifPresent(answers::add);
      }
      answers.add(answer);
    }
    return new Step(step.next(), answers);
  }

  private static Optional<Answer> use(Approval approval) {
    var request = approval.request();
    return Optional.ofNullable(request.breakGlass())
        .map(why ->
            new UseBreakGlass(
                new BreakGlassUsed(
                    request.operationId(),
                    request.requester().subject(),
                    request.requester().name(),
                    why.reason(),
                    approval.skipped() == null ? List.of() : approval.skipped(),
                    approval.classification(),
                    approval.rulesVersion())));
  }

  /** Somebody wants it closed. Never the one who used it, whatever their roles. */
  static Step close(
      Rulebook book,
      CaseState state,
      ReviewSubmitted said,
      @Nullable Review review,
      @Nullable Known known) {
    var reviewer = said.requester();
    if (review == null) {
      return keep(state, said, "no-review", "This operation has used no break-glass.");
    }
    if (!review.open()) {
      return keep(state, said, "already-closed", "The review has been closed already.");
    }
    if (review.usedBy().equals(reviewer.subject())) {
      return keep(
          state, said, "own-break-glass", "Whoever used a break-glass cannot close its review.");
    }
    var request = OperationCase.request(state);
    var key = request == null ? said.resource() : request.resource();
    var place = Places.of(book.settings(), key, known);
    if (!book.settings().isReviewer(reviewer, place)) {
      return keep(
          state,
          said,
          "not-yours-to-review",
          "Only members of %s can close the review of a break-glass."
              .formatted(book.settings().roles().groupsOf(Role.REVIEWERS, place)));
    }
    if (said.comment().isBlank()) {
      return keep(state, said, "comment-required", "Say what you found, in the comment.");
    }
    return new Step(
        state,
        new Answer.CloseReview(
            new ReviewClosed(
                said.operationId(),
                review.usedBy(),
                reviewer.subject(),
                reviewer.name(),
                said.comment())));
  }

  /** It stays open: who says so is not proven. */
  static Step unproven(CaseState state, ReviewSubmitted said) {
    return keep(state, said, Refusals.UNPROVEN.code(), "It could not be proven who reviewed it.");
  }

  private static Step keep(CaseState state, ReviewSubmitted said, String code, String message) {
    return new Step(
        state,
        new KeepReview(
            new ReviewRefused(said.operationId(), said.requester().subject(), code, message)));
  }

  private Reviewing() {}
}
