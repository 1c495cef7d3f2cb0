package dev.countersign.policy.core.cases;

import dev.countersign.contracts.event.RequestEvent;
import dev.countersign.contracts.event.RequestEvent.ApprovalVoted;
import dev.countersign.contracts.event.RequestEvent.CancelRequested;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.RequestEvent.ResolutionRequested;
import dev.countersign.contracts.event.RequestEvent.ReviewSubmitted;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.policy.core.classification.Known;
import org.jspecify.annotations.Nullable;

/** What can happen to a case. */
public sealed interface CaseCommand {
  /**
   * Somebody asks for the operation.
   *
   * @param resource as it is known now; null when it is not
   * @param cluster the one that it is a member of, as it is known now; null for none
   */
  record Open(OperationRequested request, @Nullable Resource resource, @Nullable Cluster cluster)
      implements CaseCommand {
    /** On what is a member of no cluster. */
    public Open(OperationRequested request, @Nullable Resource resource) {
      this(request, resource, null);
    }

    @Nullable Known known() {
      return Known.of(resource, cluster);
    }
  }

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
   * @param cluster the one that it is a member of, as it is known now; null for none
   */
  record LookAgain(@Nullable Resource resource, @Nullable Cluster cluster) implements CaseCommand {
    /** At what is a member of no cluster. */
    public LookAgain(@Nullable Resource resource) {
      this(resource, null);
    }

    @Nullable Known known() {
      return Known.of(resource, cluster);
    }
  }

  /**
   * Somebody wants the operation stopped.
   *
   * @param resource as it is known now; null when it is not
   * @param cluster the one that it is a member of, as it is known now; null for none
   */
  record Cancel(CancelRequested wish, @Nullable Resource resource, @Nullable Cluster cluster)
      implements CaseCommand {
    /** On what is a member of no cluster. */
    public Cancel(CancelRequested wish, @Nullable Resource resource) {
      this(wish, resource, null);
    }

    @Nullable Known known() {
      return Known.of(resource, cluster);
    }
  }

  /**
   * Somebody found out what became of an indeterminate operation.
   *
   * @param resource as it is known now; null when it is not
   * @param cluster the one that it is a member of, as it is known now; null for none
   */
  record Resolve(
      ResolutionRequested finding, @Nullable Resource resource, @Nullable Cluster cluster)
      implements CaseCommand {
    /** On what is a member of no cluster. */
    public Resolve(ResolutionRequested finding, @Nullable Resource resource) {
      this(finding, resource, null);
    }

    @Nullable Known known() {
      return Known.of(resource, cluster);
    }
  }

  /**
   * Somebody has looked at a break-glass and wants its review closed.
   *
   * @param review null where the operation used no break-glass
   * @param resource as it is known now; null when it is not
   * @param cluster the one that it is a member of, as it is known now; null for none
   */
  record CloseReview(
      ReviewSubmitted said,
      @Nullable Review review,
      @Nullable Resource resource,
      @Nullable Cluster cluster)
      implements CaseCommand {
    /** Of what is a member of no cluster. */
    public CloseReview(ReviewSubmitted said, @Nullable Review review, @Nullable Resource resource) {
      this(said, review, resource, null);
    }

    @Nullable Known known() {
      return Known.of(resource, cluster);
    }
  }

  /**
   * Somebody voted.
   *
   * @param resource as it is known now; null when it is not
   * @param cluster the one that it is a member of, as it is known now; null for none
   */
  record Vote(ApprovalVoted vote, @Nullable Resource resource, @Nullable Cluster cluster)
      implements CaseCommand {
    /** About what is a member of no cluster. */
    public Vote(ApprovalVoted vote, @Nullable Resource resource) {
      this(vote, resource, null);
    }

    @Nullable Known known() {
      return Known.of(resource, cluster);
    }
  }
}
