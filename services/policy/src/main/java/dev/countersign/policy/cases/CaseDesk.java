package dev.countersign.policy.cases;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.DecisionEvent;
import dev.countersign.contracts.event.DecisionEvent.CancelApproved;
import dev.countersign.contracts.event.DecisionEvent.OperationApproved;
import dev.countersign.contracts.event.DecisionEvent.OperationRejected;
import dev.countersign.contracts.event.DecisionEvent.ResolutionApproved;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.event.Trace;
import dev.countersign.policy.core.cases.Answer;
import dev.countersign.policy.core.cases.CaseCommand;
import dev.countersign.policy.core.cases.OperationCase;
import dev.countersign.policy.core.cases.Step;
import dev.countersign.policy.settings.RulebookInForce;
import dev.countersign.policy.signing.DecisionSigner;
import dev.countersign.relay.HopStatement;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Takes a case one step on: decides, signs, stores, publishes. */
@Singleton
class CaseDesk {
  private final RulebookInForce rulebook;
  private final DecisionSigner signer;
  private final DecisionLog log;
  private final Clock clock;

  @Inject
  CaseDesk(RulebookInForce rulebook, DecisionSigner signer, DecisionLog log, Clock clock) {
    this.rulebook = rulebook;
    this.signer = signer;
    this.log = log;
    this.clock = clock;
  }

  /**
   * What a command does to a case.
   *
   * @param trace what the answer hangs together with
   */
  HopStatement apply(StoredCase stored, CaseCommand command, Trace trace) {
    var now = clock.instant();
    var step =
        OperationCase.decide(
            rulebook.refreshed(), stored.state(), command, stored.openReview(), now);
    if (!step.answers().isEmpty()) {
      return answered(stored, step, trace, now);
    }
    return step.next().equals(stored.state())
        ? HopStatement.nothing()
        : HopStatement.quiet(
            CaseStore.STORE,
            CaseStore.values(stored, step.next(), stored.sequence(), trace, now),
            _ -> {});
  }

  private HopStatement answered(StoredCase stored, Step step, Trace trace, Instant now) {
    var sequence = stored.sequence();
    var events = new ArrayList<Event>();
    for (var answer : step.answers()) {
      sequence++;
      events.add(
          new Event(
              EventIds.next(),
              "/countersign/policy",
              now,
              stored.operationId(),
              stored.resourceKey().toString(),
              sequence,
              trace,
              data(answer, trace)));
    }
    var values = CaseStore.values(stored, step.next(), sequence, trace, now);
    return new HopStatement(
        statement(step, values),
        values,
        Topics.DECISIONS,
        List.copyOf(events),
        _ -> events.forEach(event -> log.write(step, (DecisionEvent) event.data(), trace)));
  }

  /** The case, and the review that opens or closes with it. */
  private static String statement(Step step, Tuple values) {
    for (var answer : step.answers()) {
      switch (answer) {
        case Answer.UseBreakGlass(var use) -> {
          values.addString(use.usedBy());
          return CaseStore.STORE_AND_OPEN_REVIEW;
        }
        case Answer.CloseReview(var closing) -> {
          values.addString(closing.closedBy());
          return CaseStore.STORE_AND_CLOSE_REVIEW;
        }
        default -> {}
      }
    }
    return CaseStore.STORE;
  }

  private DecisionEvent data(Answer answer, Trace trace) {
    return switch (answer) {
      case Answer.Approve(var statement) ->
          new OperationApproved(
              statement.request().operationId(),
              signer.sign(statement),
              statement.classification(),
              statement.rules(),
              statement.rulesVersion(),
              statement.expiresAt(),
              statement.approvers());
      case Answer.Reject(var rejection) -> traced(rejection, trace);
      case Answer.Ask(var question) -> question;
      case Answer.Expire(var expiry) -> expiry;
      case Answer.Remind(var reminder) -> reminder;
      case Answer.Count(var vote) -> vote;
      case Answer.Discard(var vote) -> vote;
      case Answer.Hold(var hold) -> hold;
      case Answer.UseBreakGlass(var use) -> use;
      case Answer.CloseReview(var closing) -> closing;
      case Answer.KeepReview(var refusal) -> refusal;
      case Answer.Stop(var statement) ->
          new CancelApproved(
              statement.operationId(),
              signer.sign(statement),
              statement.cancelledBy(),
              statement.reason());
      case Answer.GoOn(var refusal) -> refusal;
      case Answer.Settle(var statement) ->
          new ResolutionApproved(
              statement.operationId(),
              signer.sign(statement),
              statement.outcome(),
              statement.resolvedBy(),
              statement.comment());
      case Answer.Leave(var refusal) -> refusal;
    };
  }

  /** A ticket that is filed from this leads back to what was logged. */
  private static OperationRejected traced(OperationRejected rejection, Trace trace) {
    var change = rejection.changeRequest();
    return change == null
        ? rejection
        : rejection.with(change.with("correlation_id", trace.correlationId()));
  }
}
