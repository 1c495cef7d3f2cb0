package dev.countersign.policy.core.rulebook;

import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.DecisionStatement.Approval;
import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.contracts.event.DecisionEvent.OperationRejected;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.instance.Instance;
import dev.countersign.contracts.operation.Consequences;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.policy.core.approval.Votes;
import dev.countersign.policy.core.classification.Classifier;
import dev.countersign.policy.core.ruling.Facts;
import dev.countersign.policy.core.ruling.Ruling;
import dev.countersign.policy.core.ruling.Ruling.Permitted;
import dev.countersign.policy.core.ruling.Ruling.Reason;
import dev.countersign.policy.core.ruling.Ruling.Refused;
import dev.countersign.policy.core.ruling.Ruling.Undecidable;
import dev.countersign.policy.core.ruling.Ruling.VotesNeeded;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Applies a rulebook to a request. */
public final class Judge {
  /**
   * Decides one request on the instance as it is known now.
   *
   * @param instance the one that the request names
   */
  public static Verdict judge(
      Rulebook book, OperationRequested request, Instance instance, Instant now) {
    return judge(book, request, instance, null, now);
  }

  /**
   * Decides about one that people were asked to approve.
   *
   * @param votes those of another ballot than the one that follows from all that is known now do
   *     not count; null before anybody was asked
   */
  public static Verdict judge(
      Rulebook book,
      OperationRequested request,
      Instance instance,
      @Nullable Votes votes,
      Instant now) {
    try {
      return classifyAndJudge(book, request, instance, votes, now);
    } catch (RuntimeException | StackOverflowError e) {
      // A bug here must not leave the requester without an answer, and the answer cannot be yes.
      return new Verdict.Rejected(Rejections.without(book, request, Refusals.POLICY_ERROR));
    }
  }

  private static Verdict classifyAndJudge(
      Rulebook book,
      OperationRequested request,
      Instance instance,
      @Nullable Votes votes,
      Instant now) {
    if (!instance.key().equals(request.instance())) {
      throw new IllegalArgumentException("the instance is not the one that the request names");
    }
    var classification = Classifier.classify(book.settings().classification(), instance);
    var definition = book.catalogue().find(request.operation()).orElse(null);
    var objection = objection(book, definition, request);
    if (definition == null || objection != null) {
      return rejected(book, request, List.of(), Refusals.of(objection), instance, classification);
    }
    var untimely = RequestTime.objection(book.settings(), request, now);
    // How old a request may get while people are asked is the approval rule's to say.
    if (untimely != null && votes == null) {
      return rejected(book, request, List.of(), untimely, instance, classification);
    }
    var facts = facts(book, definition, request, instance, classification);
    return switch (ruling(book, facts)) {
      case Permitted(var rules) ->
          untimely == null
              ? approved(book, request, classification, rules, now)
              : rejected(book, request, rules, untimely, instance, classification);
      case VotesNeeded(var asking) ->
          afterTheVote(book, request, instance, classification, facts, asking, votes, now);
      case Refused(var rules, var reason) ->
          rejected(book, request, rules, reason, instance, classification);
      case Undecidable(var detail) ->
          rejected(book, request, List.of(), Refusals.POLICY_ERROR, instance, classification);
    };
  }

  /** Nobody is asked to approve what would be refused in any case. */
  private static Verdict afterTheVote(
      Rulebook book,
      OperationRequested request,
      Instance instance,
      Classification classification,
      Facts facts,
      List<String> asking,
      @Nullable Votes votes,
      Instant now) {
    return switch (ruling(book, facts.afterTheVote())) {
      case Permitted(var rules) ->
          new Hearing(
                  book,
                  request,
                  instance,
                  classification,
                  asking,
                  votes == null ? 1 : votes.ballot().round())
              .verdict(rules, votes, now);
      case Refused(var rules, var reason) ->
          rejected(book, request, rules, reason, instance, classification);
      // A rule that asks for a vote after the vote has a mistake in it.
      case VotesNeeded _, Undecidable _ ->
          rejected(book, request, List.of(), Refusals.POLICY_ERROR, instance, classification);
    };
  }

  private static Verdict approved(
      Rulebook book,
      OperationRequested request,
      Classification classification,
      List<String> rules,
      Instant now) {
    return new Verdict.Approved(
        new Approval(
            request,
            RequestHash.of(request),
            request.instance(),
            classification,
            rules,
            book.version(),
            now,
            RequestTime.expiry(book.settings(), request, now)));
  }

  /**
   * What is wrong with the request itself. The gateway has checked this already; policy does not
   * take its word for it, for a gateway that was broken into can ask for anything.
   */
  private static @Nullable String objection(
      Rulebook book, @Nullable OperationDefinition definition, OperationRequested request) {
    if (definition == null || !definition.name().equals(request.operation())) {
      return "The operation is not one that this service knows.";
    }
    var problems = book.catalogue().check(definition, request.parameters());
    return problems.isEmpty() ? null : "The parameters are not what the operation takes.";
  }

  private static Facts facts(
      Rulebook book,
      OperationDefinition definition,
      OperationRequested request,
      Instance instance,
      Classification classification) {
    var settings = book.settings();
    return new Facts(
        request.requester().subject(),
        settings.isOperator(request.requester()),
        settings.isAdministrator(request.requester()),
        definition.name(),
        settings.tier(definition.name()),
        Consequences.of(definition, request.parameters(), instance),
        Boolean.TRUE.equals(request.parameters().get(OperationDefinition.CONFIRMATION)),
        request.instance().toString(),
        classification.environment(),
        request.instance().account(),
        instance.tags(),
        book.gates(),
        false);
  }

  private static Ruling ruling(Rulebook book, Facts facts) {
    try {
      return book.rules().judge(facts);
    } catch (RuntimeException e) {
      return new Undecidable(e.toString());
    }
  }

  private static Verdict rejected(
      Rulebook book,
      OperationRequested request,
      List<String> rules,
      Reason reason,
      Instance instance,
      Classification classification) {
    var words = new Wording(request, instance, book.settings());
    return new Verdict.Rejected(
        new OperationRejected(
            request.operationId(),
            reason.code(),
            words.fill(reason.message()),
            words.fill(reason.nextStep()),
            classification,
            rules,
            book.version(),
            reason.changeRequest()
                ? CloudOpsRequest.fill(book.catalogue(), request, instance, classification)
                : null));
  }

  private Judge() {}
}
