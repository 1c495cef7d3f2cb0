package dev.countersign.policy.core.rulebook;

import dev.countersign.contracts.decision.Ballot;
import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.DecisionStatement.Approval;
import dev.countersign.contracts.decision.RequestHash;
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
      case Tally.Reached(var approvers) ->
          new Verdict.Approved(
              overridden(
                  new Approval(
                      request,
                      ballot.requestHash(),
                      request.resource(),
                      ballot.classification(),
                      Stream.concat(rules.stream(), ballot.rules().stream()).toList(),
                      book.version(),
                      now,
                      now.plus(shortest(ApprovalRule::startWithin)),
                      approvers,
                      null,
                      ballot.instanceClass())));
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
