package dev.countersign.policy.core.rulebook;

import dev.countersign.contracts.decision.Approver;
import dev.countersign.contracts.decision.Ballot;
import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.DecisionStatement.Approval;
import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.contracts.decision.VoteCondition;
import dev.countersign.contracts.event.DecisionEvent.OperationHeld;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.policy.core.approval.ApprovalRule;
import dev.countersign.policy.core.approval.Prompting;
import dev.countersign.policy.core.approval.Quorum;
import dev.countersign.policy.core.approval.Tally;
import dev.countersign.policy.core.approval.Votes;
import dev.countersign.policy.core.role.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A request that approval rules ask the approval of people for. */
final class Hearing {
  /** The code of what waits for the time that people agreed to it for. */
  private static final String NOT_BEFORE = "not-before";

  private final Rulebook book;
  private final OperationRequested request;
  private final List<ApprovalRule> asking;
  private final Overriding overriding;
  private final Ballot ballot;
  private final Place place;

  /**
   * @param asking the ids of the approval rules that ask
   * @param overriding the freezes that people are asked about as well
   * @param round of the ballot
   * @throws IllegalStateException when the settings have no such rule
   */
  Hearing(
      Rulebook book,
      OperationRequested request,
      Resource resource,
      Classification classification,
      List<String> asking,
      Overriding overriding,
      int round) {
    this.book = book;
    this.request = request;
    this.overriding = overriding;
    this.place = Places.of(resource, classification);
    var found =
        book.settings().approvalRules().stream()
            .filter(rule -> asking.contains(rule.id()))
            .toList();
    if (found.size() != asking.size()) {
      throw new IllegalStateException("the settings lack one of the rules " + asking);
    }
    this.asking =
        Stream.concat(found.stream(), overriding.rules().stream())
            .sorted(Comparator.comparing(ApprovalRule::title))
            .toList();
    this.ballot =
        new Ballot(
            request.operationId(),
            round,
            RequestHash.of(request),
            request.resource(),
            resource.arn(),
            resource.instanceClass(),
            classification,
            Quorum.of(this.asking),
            Stream.concat(
                    this.asking.stream().map(ApprovalRule::id),
                    // Another freeze is another question.
                    overriding.freezes().stream().map(Freezing::rule))
                .toList(),
            book.version());
  }

  /**
   * @param rules the ids of the rules that permit it
   * @param votes null before anybody was asked; those on another ballot than the present one do not
   *     count
   */
  Verdict verdict(List<String> rules, @Nullable Votes votes, Instant now) {
    var counted = votes != null && votes.ballot().equals(ballot) ? votes : Votes.none(ballot);
    var electorate = book.settings().electorate(request.requester(), place, now);
    return switch (counted.tally(electorate)) {
      case Tally.Reached(var approvers) -> agreed(rules, approvers, now);
      case Tally.Open _, Tally.Stopped _ ->
          new Verdict.VotesNeeded(
              ballot,
              asking.stream().map(ApprovalRule::title).toList(),
              shortest(ApprovalRule::waiting),
              shortest(ApprovalRule::startWithin),
              electorate.delegates(ballot.quorum()),
              Prompting.of(asking.stream().map(ApprovalRule::prompts).toList()));
    };
  }

  /** Enough people agree. If they do so for a later time, it waits for that. */
  private Verdict agreed(List<String> rules, List<Approver> approvers, Instant now) {
    var terms =
        approvers.stream()
            .flatMap(person -> Stream.ofNullable(person.conditions()))
            .flatMap(List::stream)
            .toList();
    var all = Stream.concat(rules.stream(), ballot.rules().stream()).toList();
    var earliest = VoteCondition.earliest(terms).filter(now::isBefore).orElse(null);
    if (earliest != null) {
      return new Verdict.Held(
          new OperationHeld(
              request.operationId(),
              NOT_BEFORE,
              "It has been agreed to for %s and later, and is judged again then."
                  .formatted(earliest),
              earliest,
              ballot.classification(),
              all,
              book.version()));
    }
    var expiry = now.plus(shortest(ApprovalRule::startWithin));
    return new Verdict.Approved(
        overridden(
            new Approval(
                request,
                ballot.requestHash(),
                request.resource(),
                ballot.classification(),
                all,
                book.version(),
                now,
                VoteCondition.end(terms).filter(expiry::isAfter).orElse(expiry),
                approvers,
                null,
                ballot.instanceClass())));
  }

  private Approval overridden(Approval approval) {
    var overridden = approval;
    for (var title : overriding.freezes()) {
      overridden = overridden.skipping(Freezing.rule(title));
    }
    return overridden;
  }

  private Duration shortest(Function<ApprovalRule, Duration> time) {
    return asking.stream().map(time).min(Comparator.naturalOrder()).orElseThrow();
  }
}
