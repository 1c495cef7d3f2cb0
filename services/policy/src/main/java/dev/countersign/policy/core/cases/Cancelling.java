package dev.countersign.policy.core.cases;

import dev.countersign.contracts.decision.DecisionStatement.Cancellation;
import dev.countersign.contracts.event.DecisionEvent.CancelRefused;
import dev.countersign.contracts.event.RequestEvent.CancelRequested;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.Requester;
import dev.countersign.policy.core.cases.Answer.GoOn;
import dev.countersign.policy.core.cases.Answer.Reject;
import dev.countersign.policy.core.cases.Answer.Stop;
import dev.countersign.policy.core.cases.CaseState.Approved;
import dev.countersign.policy.core.cases.CaseState.Cancelled;
import dev.countersign.policy.core.cases.CaseState.Held;
import dev.countersign.policy.core.cases.CaseState.Parked;
import dev.countersign.policy.core.cases.CaseState.Refused;
import dev.countersign.policy.core.cases.CaseState.Unseen;
import dev.countersign.policy.core.cases.CaseState.Waiting;
import dev.countersign.policy.core.classification.Known;
import dev.countersign.policy.core.role.Place;
import dev.countersign.policy.core.role.Role;
import dev.countersign.policy.core.rulebook.Places;
import dev.countersign.policy.core.rulebook.Refusals;
import dev.countersign.policy.core.rulebook.Rejections;
import dev.countersign.policy.core.rulebook.Rulebook;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who may stop what. The requester may, and administrators may; nobody stops what has ended. */
final class Cancelling {
  static Step decide(
      Rulebook book, CaseState state, CancelRequested wish, @Nullable Known known, Instant now) {
    var request = OperationCase.request(state);
    if (request == null) {
      return refuse(state, wish, "unknown-operation", "There is no such operation.");
    }
    var place = Places.of(book.settings(), request.resource(), known);
    if (!mayCancel(book, request, wish.requester(), place)) {
      var groups = book.settings().roles().groupsOf(Role.ADMINISTRATORS, place);
      return refuse(
          state,
          wish,
          "not-yours-to-cancel",
          "Only the person who asked for the operation and members of %s can cancel it."
              .formatted(groups));
    }
    return switch (state) {
      case Unseen _ -> refuse(state, wish, "unknown-operation", "There is no such operation.");
      case Parked _ ->
          // Nothing was approved, so that there is nothing for the executor to stop: it ends here.
          new Step(
              new Refused(request),
              new Reject(Rejections.without(book, request, Refusals.WITHDRAWN)));
      case Held held -> Holding.refused(book, held, Refusals.WITHDRAWN);
      case Waiting waiting ->
          new Step(
              new Refused(request),
              new Reject(
                  Rejections.after(waiting.votes().ballot(), book, request, Refusals.WITHDRAWN)));
      case Approved _ ->
          new Step(
              new Cancelled(request),
              new Stop(
                  new Cancellation(
                      request.operationId(),
                      request.resource(),
                      wish.requester().subject(),
                      wish.reason(),
                      now)));
      case Refused _ ->
          refuse(state, wish, "already-refused", "The operation was refused; it is not running.");
      case Cancelled _ ->
          refuse(state, wish, "already-cancelled", "The operation is being cancelled already.");
    };
  }

  /** The operation goes on: who wants it stopped is not proven. */
  static Step unproven(CaseState state, CancelRequested wish) {
    return refuse(
        state, wish, Refusals.UNPROVEN.code(), "It could not be proven who asked for the cancel.");
  }

  private static boolean mayCancel(
      Rulebook book, OperationRequested request, Requester person, Place place) {
    return request.requester().subject().equals(person.subject())
        || book.settings().isAdministrator(person, place);
  }

  private static Step refuse(CaseState state, CancelRequested wish, String code, String message) {
    return new Step(state, new GoOn(new CancelRefused(wish.operationId(), code, message)));
  }

  private Cancelling() {}
}
