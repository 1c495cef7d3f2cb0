package dev.countersign.policy.core.cases;

import dev.countersign.contracts.event.RequestEvent;
import dev.countersign.contracts.event.RequestEvent.ApprovalVoted;
import dev.countersign.contracts.event.RequestEvent.CancelRequested;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.RequestEvent.ResolutionRequested;
import dev.countersign.contracts.event.RequestEvent.ReviewSubmitted;
import dev.countersign.contracts.resource.Resource;
import org.jspecify.annotations.Nullable;

/** What can happen to a case. */
public sealed interface CaseCommand {
  /**
   * Somebody asks for the operation.
   *
   * @param resource as it is known now; null when it is not
   */
  record Open(OperationRequested request, @Nullable Resource resource) implements CaseCommand {}

  /**
   * Something is asked for, and the gateway does not vouch for who asks: whatever it says of its
   * requester may be a lie.
   */
  record Unproven(RequestEvent event) implements CaseCommand {}

  /**
   * Time to look at a case again: its wait is over, its resource became known, or the rules or the
   * freezes are not what they were.
   *
   * @param resource as it is known now; null when it is not
   */
  record LookAgain(@Nullable Resource resource) implements CaseCommand {}

  /**
   * Somebody wants the operation stopped.
   *
   * @param resource as it is known now; null when it is not
   */
  record Cancel(CancelRequested request, @Nullable Resource resource) implements CaseCommand {}

  /**
   * Somebody found out what became of an indeterminate operation.
   *
   * @param resource as it is known now; null when it is not
   */
  record Resolve(ResolutionRequested finding, @Nullable Resource resource) implements CaseCommand {}

  /**
   * Somebody has looked at a break-glass and wants its review closed.
   *
   * @param review null where the operation used no break-glass
   * @param resource as it is known now; null when it is not
   */
  record CloseReview(ReviewSubmitted said, @Nullable Review review, @Nullable Resource resource)
      implements CaseCommand {}

  /**
   * Somebody voted.
   *
   * @param resource as it is known now; null when it is not
   */
  record Vote(ApprovalVoted vote, @Nullable Resource resource) implements CaseCommand {}
}
