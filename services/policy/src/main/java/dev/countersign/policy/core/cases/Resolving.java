package dev.countersign.policy.core.cases;

import dev.countersign.contracts.decision.DecisionStatement.Resolution;
import dev.countersign.contracts.event.DecisionEvent.ResolutionRefused;
import dev.countersign.contracts.event.RequestEvent.ResolutionRequested;
import dev.countersign.policy.core.cases.Answer.Leave;
import dev.countersign.policy.core.cases.Answer.Settle;
import dev.countersign.policy.core.cases.CaseState.Approved;
import dev.countersign.policy.core.cases.CaseState.Cancelled;
import dev.countersign.policy.core.cases.CaseState.Held;
import dev.countersign.policy.core.cases.CaseState.Parked;
import dev.countersign.policy.core.cases.CaseState.Refused;
import dev.countersign.policy.core.cases.CaseState.Unseen;
import dev.countersign.policy.core.cases.CaseState.Waiting;
import dev.countersign.policy.core.classification.Known;
import dev.countersign.policy.core.role.Role;
import dev.countersign.policy.core.rulebook.Places;
import dev.countersign.policy.core.rulebook.Refusals;
import dev.countersign.policy.core.rulebook.Rulebook;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who may say what became of an indeterminate operation: administrators, the requester among them.
 * Whether it is indeterminate is known to the executor, which lets no other be resolved.
 *
 * <p>An operation may wait for its resolution for longer than its case is kept. So one that is not
 * on record here is settled as well: what is signed names the operation and its resource, and the
 * executor, which has it as long as it is indeterminate, checks both. For one that it does not have
 * the signature has no effect.
 */
final class Resolving {
  static Step decide(
      Rulebook book,
      CaseState state,
      ResolutionRequested finding,
      @Nullable Known known,
      Instant now) {
    var place = Places.of(book.settings(), finding.resource(), known);
    if (!book.settings().isAdministrator(finding.requester(), place)) {
      var groups = book.settings().roles().groupsOf(Role.ADMINISTRATORS, place);
      return refuse(
          state,
          finding,
          "not-yours-to-resolve",
          "Only members of %s can say what became of an operation.".formatted(groups));
    }
    return switch (state) {
      case Parked _, Waiting _, Held _, Refused _ ->
          refuse(
              state,
              finding,
              "never-ran",
              "The operation was not approved, so that nothing can have happened.");
      // One that was cancelled too late can be indeterminate, too.
      case Approved _, Cancelled _, Unseen _ ->
          new Step(state, new Settle(resolution(finding, now)));
    };
  }

  /** Nothing is settled: who says so is not proven. */
  static Step unproven(CaseState state, ResolutionRequested finding) {
    return refuse(
        state, finding, Refusals.UNPROVEN.code(), "It could not be proven who found this out.");
  }

  private static Resolution resolution(ResolutionRequested finding, Instant now) {
    return new Resolution(
        finding.operationId(),
        finding.resource(),
        finding.outcome(),
        finding.requester().subject(),
        finding.comment(),
        now);
  }

  private static Step refuse(
      CaseState state, ResolutionRequested finding, String code, String message) {
    return new Step(state, new Leave(new ResolutionRefused(finding.operationId(), code, message)));
  }

  private Resolving() {}
}
