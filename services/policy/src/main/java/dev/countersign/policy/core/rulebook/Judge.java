package dev.countersign.policy.core.rulebook;

import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.DecisionStatement.Approval;
import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.contracts.event.DecisionEvent.OperationRejected;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.operation.Consequences;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.policy.core.approval.Votes;
import dev.countersign.policy.core.classification.Classifier;
import dev.countersign.policy.core.classification.Known;
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
   * Decides one request on the resource as it is known now.
   *
   * @param resource the one that the request names; a member of no cluster
   */
  public static Verdict judge(
      Rulebook book, OperationRequested request, Resource resource, Instant now) {
    return judge(book, request, new Known(resource, null), null, now);
  }

  /**
   * Decides about one that people were asked to approve.
   *
   * @param votes those of another ballot than the one that follows from all that is known now do
   *     not count; null before anybody was asked
   */
  public static Verdict judge(
      Rulebook book, OperationRequested request, Known known, @Nullable Votes votes, Instant now) {
    return judge(book, request, known, votes, now, request.requestedAt());
  }

  /**
   * Decides one request that had to wait for the end of a freeze.
   *
   * @param since from when on its age counts
   */
  public static Verdict judge(
      Rulebook book,
      OperationRequested request,
      Known known,
      @Nullable Votes votes,
      Instant now,
      Instant since) {
    try {
      var verdict = classifyAndJudge(book, request, known, votes, now, since);
      return verdict instanceof Verdict.Approved(var approval)
          ? Freezing.unlessFrozen(book, approval, known.resource(), Freezing.overridden(approval))
          : verdict;
    } catch (RuntimeException | StackOverflowError e) {
      // A bug here must not leave the requester without an answer, and the answer cannot be yes.
      return new Verdict.Rejected(Rejections.without(book, request, Refusals.POLICY_ERROR));
    }
  }

  private static Verdict classifyAndJudge(
      Rulebook book,
      OperationRequested request,
      Known known,
      @Nullable Votes votes,
      Instant now,
      Instant since) {
    var resource = known.resource();
    if (!resource.key().equals(request.resource())) {
      throw new IllegalArgumentException("the resource is not the one that the request names");
    }
    var classification = Classifier.classify(book.settings().classification(), known);
    var definition = book.catalogue().find(request.operation()).orElse(null);
    var objection = objection(book, definition, request);
    if (definition == null || objection != null) {
      return rejected(book, request, List.of(), Refusals.of(objection), resource, classification);
    }
    var untimely = RequestTime.objection(book.settings(), since, now);
    // How old a request may get while people are asked is the approval rule's to say.
    if (untimely != null && votes == null) {
      return rejected(book, request, List.of(), untimely, resource, classification);
    }
    var facts = facts(book, definition, request, resource, classification);
    var overriding = Freezing.overriding(book, request, resource, classification, facts, now);
    return switch (ruling(book, facts)) {
      case Permitted(var rules) when !overriding.nothing() ->
          hearing(book, request, resource, classification, List.of(), overriding, votes)
              .verdict(rules, votes, now);
      case Permitted(var rules) ->
          untimely == null
              ? new Verdict.Approved(approval(book, request, classification, rules, now, since))
              : rejected(book, request, rules, untimely, resource, classification);
      case VotesNeeded(var asking) ->
          book.settings().skipsApprovals(request)
              ? withoutAVote(book, request, resource, classification, facts, asking, now, since)
              : afterTheVote(
                  book, request, resource, classification, facts, asking, overriding, votes, now);
      case Refused(var rules, var reason) ->
          rejected(book, request, rules, reason, resource, classification);
      case Undecidable(var detail) ->
          rejected(book, request, List.of(), Refusals.POLICY_ERROR, resource, classification);
    };
  }

  /** Nobody is asked to approve what would be refused in any case. */
  private static Verdict afterTheVote(
      Rulebook book,
      OperationRequested request,
      Resource resource,
      Classification classification,
      Facts facts,
      List<String> asking,
      Overriding overriding,
      @Nullable Votes votes,
      Instant now) {
    return switch (ruling(book, facts.afterTheVote())) {
      case Permitted(var rules) -> {
        var no =
            Freezing.cannotBeOverridden(book, request, resource, classification, overriding, now);
        yield no == null
            ? hearing(book, request, resource, classification, asking, overriding, votes)
                .verdict(rules, votes, now)
            : rejected(book, request, rules, no, resource, classification);
      }
      case Refused(var rules, var reason) ->
          rejected(book, request, rules, reason, resource, classification);
      // A rule that asks for a vote after the vote has a mistake in it.
      case VotesNeeded _, Undecidable _ ->
          rejected(book, request, List.of(), Refusals.POLICY_ERROR, resource, classification);
    };
  }

  private static Hearing hearing(
      Rulebook book,
      OperationRequested request,
      Resource resource,
      Classification classification,
      List<String> asking,
      Overriding overriding,
      @Nullable Votes votes) {
    return new Hearing(
        book,
        request,
        resource,
        classification,
        asking,
        overriding,
        votes == null ? 1 : votes.ballot().round());
  }

  /** In an emergency: as if people had agreed, and it says who was not asked. */
  private static Verdict withoutAVote(
      Rulebook book,
      OperationRequested request,
      Resource resource,
      Classification classification,
      Facts facts,
      List<String> asking,
      Instant now,
      Instant since) {
    var untimely = RequestTime.objection(book.settings(), since, now);
    if (untimely != null) {
      return rejected(book, request, asking, untimely, resource, classification);
    }
    return switch (ruling(book, facts.afterTheVote())) {
      case Permitted(var rules) -> {
        var approval = approval(book, request, classification, rules, now, since);
        for (var rule : asking) {
          approval = approval.skipping(rule);
        }
        yield new Verdict.Approved(approval);
      }
      case Refused(var rules, var reason) ->
          rejected(book, request, rules, reason, resource, classification);
      case VotesNeeded _, Undecidable _ ->
          rejected(book, request, List.of(), Refusals.POLICY_ERROR, resource, classification);
    };
  }

  private static Approval approval(
      Rulebook book,
      OperationRequested request,
      Classification classification,
      List<String> rules,
      Instant now,
      Instant since) {
    return new Approval(
        request,
        RequestHash.of(request),
        request.resource(),
        classification,
        rules,
        book.version(),
        now,
        RequestTime.expiry(book.settings(), since, now));
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
    if (!definition.isFor(request.resource())) {
      return "%s is done to resources of the kind %s, and this is one of the kind %s."
          .formatted(definition.name(), definition.kind(), request.resource().kind());
    }
    var problems = book.catalogue().check(definition, request.parameters());
    return problems.isEmpty() ? null : "The parameters are not what the operation takes.";
  }

  private static Facts facts(
      Rulebook book,
      OperationDefinition definition,
      OperationRequested request,
      Resource resource,
      Classification classification) {
    var settings = book.settings();
    var place = Places.of(resource, classification);
    return new Facts(
        request.requester().subject(),
        settings.isOperator(request.requester(), place),
        settings.isAdministrator(request.requester(), place),
        definition.name(),
        settings.tier(definition.name()),
        Consequences.of(definition, request.parameters(), resource),
        Boolean.TRUE.equals(request.parameters().get(OperationDefinition.CONFIRMATION)),
        request.resource().toString(),
        classification.environment(),
        request.resource().account(),
        resource.tags(),
        book.gates(),
        false,
        request.breakGlass() != null,
        settings.isForEmergencies(request.requester(), place));
  }

  private static Ruling ruling(Rulebook book, Facts facts) {
    try {
      return book.rules().judge(facts);
    } catch (RuntimeException e) {
      return new Undecidable(e.toString());
    }
  }

  static Verdict rejected(
      Rulebook book,
      OperationRequested request,
      List<String> rules,
      Reason reason,
      Resource resource,
      Classification classification) {
    var words =
        new Wording(request, resource, Places.of(resource, classification), book.settings());
    var rejection =
        new OperationRejected(
            request.operationId(),
            reason.code(),
            words.fill(reason.message()),
            words.fill(reason.nextStep()),
            classification,
            rules,
            book.version(),
            null);
    return new Verdict.Rejected(
        reason.changeRequest()
            ? rejection.with(CloudOpsRequest.fill(book, request, resource, rejection))
            : rejection);
  }

  private Judge() {}
}
