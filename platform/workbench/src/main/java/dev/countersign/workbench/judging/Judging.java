package dev.countersign.workbench.judging;

import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Need;
import dev.countersign.contracts.event.RequestEvent.ApprovalVoted;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.policy.core.cases.Answer;
import dev.countersign.policy.core.cases.CaseCommand.LookAgain;
import dev.countersign.policy.core.cases.CaseCommand.Open;
import dev.countersign.policy.core.cases.CaseCommand.Vote;
import dev.countersign.policy.core.cases.CaseState;
import dev.countersign.policy.core.cases.OperationCase;
import dev.countersign.policy.core.cases.Step;
import dev.countersign.policy.core.classification.Known;
import dev.countersign.policy.core.rulebook.Rulebook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes one request through the very cases that the service takes it through. */
public final class Judging {
  private static final String NOBODY_ASKED = "0".repeat(64);

  private final OperationRequested request;
  private final List<String> refusedVotes = new ArrayList<>();
  private CaseState state = new CaseState.Unseen();
  private List<Need> missing = List.of();
  private @Nullable Answer last;

  private Judging(OperationRequested request) {
    this.request = request;
  }

  /**
   * What becomes of a request.
   *
   * @param known what it is for; a member whose cluster is not known is waited for, in vain
   * @param at when it is decided
   * @param votes in the order in which they come
   */
  public static Judged judge(
      Rulebook book, OperationRequested request, Known known, Instant at, List<VoteCast> votes) {
    var judging = new Judging(request);
    var resource = known.resource();
    var cluster = known.cluster();
    var open = new Open(request, resource, cluster);
    judging.take(OperationCase.decide(book, judging.state, open, at));
    if (judging.state instanceof CaseState.Parked parked) {
      var look = new LookAgain(resource, cluster);
      judging.take(OperationCase.decide(book, parked, look, parked.until()));
    }
    for (var vote : votes) {
      var command = new Vote(judging.onWhatIsAsked(vote), resource, cluster);
      judging.refusedVotes.add("");
      judging.take(OperationCase.decide(book, judging.state, command, vote.at()));
    }
    return judging.judged();
  }

  private void take(Step step) {
    state = step.next();
    for (var answer : step.answers()) {
      switch (answer) {
        case Answer.Discard(var refused) ->
            refusedVotes.set(refusedVotes.size() - 1, refused.code());
        case Answer.Ask(var asked) -> {
          missing = asked.ballot().quorum();
          last = answer;
        }
        case Answer.Count(var vote) -> missing = vote.missing();
        case Answer.Approve _, Answer.Reject _, Answer.Hold _, Answer.Expire _ -> last = answer;
        case Answer.UseBreakGlass _,
            Answer.Remind _,
            Answer.CloseReview _,
            Answer.KeepReview _,
            Answer.Stop _,
            Answer.GoOn _,
            Answer.Settle _,
            Answer.Leave _ -> {}
      }
    }
  }

  private ApprovalVoted onWhatIsAsked(VoteCast vote) {
    return new ApprovalVoted(
        request.operationId(),
        request.resource(),
        state instanceof CaseState.Waiting waiting ? waiting.votes().ballot().hash() : NOBODY_ASKED,
        vote.verdict(),
        vote.comment(),
        vote.voter(),
        vote.at(),
        null);
  }

  private Judged judged() {
    var answer = last;
    if (answer == null) {
      throw new IllegalStateException("a request without an answer");
    }
    return switch (answer) {
      case Answer.Approve(var approval) ->
          said(
              Judged.APPROVED,
              null,
              null,
              approval.rules(),
              approval.classification(),
              approval.expiresAt());
      case Answer.Reject(var no) ->
          said(
              no.code().equals(Judged.FROZEN) ? Judged.FROZEN : Judged.REJECTED,
              no.code(),
              no.message(),
              no.rules(),
              no.classification(),
              null);
      case Answer.Hold(var hold) ->
          said(
              Judged.FROZEN,
              hold.code(),
              hold.message(),
              hold.rules(),
              hold.classification(),
              hold.resumesAt());
      case Answer.Ask(var ask) ->
          said(
              Judged.APPROVAL_REQUIRED,
              null,
              String.join("; ", ask.titles()),
              ask.ballot().rules(),
              ask.ballot().classification(),
              ask.expiresAt());
      case Answer.Expire(var expiry) ->
          said(
              Judged.REJECTED,
              "approval-expired",
              "The quorum was not reached by " + expiry.expiredAt() + '.',
              List.of(),
              null,
              null);
      case Answer.Count _,
          Answer.Discard _,
          Answer.UseBreakGlass _,
          Answer.Remind _,
          Answer.CloseReview _,
          Answer.KeepReview _,
          Answer.Stop _,
          Answer.GoOn _,
          Answer.Settle _,
          Answer.Leave _ ->
          throw new IllegalStateException("not an answer to a request: " + answer);
    };
  }

  private Judged said(
      String verdict,
      @Nullable String code,
      @Nullable String message,
      List<String> rules,
      @Nullable Classification classification,
      @Nullable Instant until) {
    return new Judged(
        verdict,
        code,
        message,
        rules,
        classification == null ? null : classification.environment().wireName(),
        classification == null ? null : classification.method() + ": " + classification.matched(),
        state instanceof CaseState.Waiting ? missing : List.of(),
        until,
        refusedVotes);
  }
}
