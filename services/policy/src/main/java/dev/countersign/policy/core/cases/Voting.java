package dev.countersign.policy.core.cases;

import dev.countersign.contracts.decision.Ballot;
import dev.countersign.contracts.decision.Need;
import dev.countersign.contracts.decision.VoteVerdict;
import dev.countersign.contracts.event.DecisionEvent.ApprovalExpired;
import dev.countersign.contracts.event.DecisionEvent.ApprovalReminded;
import dev.countersign.contracts.event.DecisionEvent.ApprovalRequired;
import dev.countersign.contracts.event.DecisionEvent.VoteCounted;
import dev.countersign.contracts.event.DecisionEvent.VoteRefused;
import dev.countersign.contracts.event.RequestEvent.ApprovalVoted;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.policy.core.approval.CastVote;
import dev.countersign.policy.core.approval.Drifts;
import dev.countersign.policy.core.approval.Electorate;
import dev.countersign.policy.core.approval.Tally;
import dev.countersign.policy.core.approval.Votes;
import dev.countersign.policy.core.cases.Answer.Ask;
import dev.countersign.policy.core.cases.Answer.Count;
import dev.countersign.policy.core.cases.Answer.Discard;
import dev.countersign.policy.core.cases.Answer.Expire;
import dev.countersign.policy.core.cases.Answer.Reject;
import dev.countersign.policy.core.cases.CaseState.Held;
import dev.countersign.policy.core.cases.CaseState.Refused;
import dev.countersign.policy.core.cases.CaseState.Waiting;
import dev.countersign.policy.core.classification.Known;
import dev.countersign.policy.core.rulebook.Judge;
import dev.countersign.policy.core.rulebook.Places;
import dev.countersign.policy.core.rulebook.Refusals;
import dev.countersign.policy.core.rulebook.Rejections;
import dev.countersign.policy.core.rulebook.Rulebook;
import dev.countersign.policy.core.rulebook.Verdict;
import dev.countersign.policy.core.rulebook.Verdict.VotesNeeded;
import dev.countersign.policy.core.ruling.Ruling.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A case that waits for votes. Whenever it is looked at, the whole request is judged again, with
 * what is known of the resource and with the rules as they are then: a vote holds for the ballot
 * that it names, and where something in it has changed people are asked again.
 */
final class Voting {
  private final Rulebook book;
  private final Waiting waiting;
  private final @Nullable Known known;
  private final Instant now;

  private Voting(Rulebook book, Waiting waiting, @Nullable Known known, Instant now) {
    this.book = book;
    this.waiting = waiting;
    this.known = known;
    this.now = now;
  }

  /** Asks people for the first time. */
  static Step ask(OperationRequested request, VotesNeeded needed, Known known, Instant now) {
    var until = now.plus(needed.waiting());
    return new Step(
        new Waiting(
            request,
            Votes.none(needed.ballot()),
            known.observedAt(),
            until,
            needed.prompting().from(now, until)),
        new Ask(question(needed, needed.ballot(), until, null)));
  }

  /**
   * Asks people anew about something that has waited for a freeze in the meantime.
   *
   * @param before what they voted; null where nobody had to
   */
  static Step askAgain(
      OperationRequested request,
      VotesNeeded needed,
      @Nullable Votes before,
      Known known,
      Instant now) {
    if (before == null) {
      return ask(request, needed, known, now);
    }
    var until = now.plus(needed.waiting());
    var ballot = needed.ballot().inRound(before.ballot().round() + 1);
    return new Step(
        new Waiting(
            request,
            Votes.none(ballot),
            known.observedAt(),
            until,
            needed.prompting().from(now, until)),
        new Ask(question(needed, ballot, until, before.ballot())));
  }

  /**
   * Looks at it though nobody voted.
   *
   * @param known as it is known now; null when it is gone
   */
  static Step lookAgain(Rulebook book, Waiting waiting, @Nullable Known known, Instant now) {
    var voting = new Voting(book, waiting, known, now);
    return voting.reminded(
        isUnsettled(waiting.votes(), known) && now.isBefore(waiting.until())
            ? Step.silent(waiting)
            : voting.look());
  }

  /** A reminder does not wait for a vote, and prolongs nothing. */
  private Step reminded(Step looked) {
    if (!(looked.next() instanceof Waiting still)) {
      return looked;
    }
    var reminder = still.next();
    if (reminder == null || now.isBefore(reminder.at())) {
      return looked;
    }
    var missing = still.votes().missing(electorate());
    var groups =
        Stream.concat(missing.stream().map(Need::group), reminder.groups().stream())
            .distinct()
            .sorted()
            .toList();
    var answers = new ArrayList<>(looked.answers());
    answers.add(
        new Answer.Remind(
            new ApprovalReminded(
                request().operationId(),
                still.votes().ballot().hash(),
                missing,
                groups,
                reminder.escalated(),
                still.until())));
    return new Step(still.reminded(), answers);
  }

  /** Somebody votes. */
  static Step vote(
      Rulebook book, CaseState state, ApprovalVoted vote, @Nullable Known known, Instant now) {
    if (isUnsettled(votes(state), known)) {
      return discard(state, vote, Objections.CLUSTER_UNKNOWN);
    }
    if (state instanceof Waiting waiting) {
      return new Voting(book, waiting, known, now).vote(vote);
    }
    return state instanceof Held held && vote.verdict() == VoteVerdict.WITHDRAW
        ? withdraw(book, held, vote, known, now)
        : discard(state, vote, Objections.notWaiting(state));
  }

  private static @Nullable Votes votes(CaseState state) {
    return switch (state) {
      case Waiting waiting -> waiting.votes();
      case Held held -> held.votes();
      default -> null;
    };
  }

  /**
   * Whether people were asked about a member with its cluster's environment, and the cluster is not
   * known just now: the events of the two come in any order. What is concluded without it would end
   * the case, or void the votes, for a gap of seconds.
   */
  private static boolean isUnsettled(@Nullable Votes votes, @Nullable Known known) {
    return votes != null
        && votes.ballot().classification().inheritedFrom() != null
        && known != null
        && !known.isWhole();
  }

  /**
   * Somebody takes back what they agreed to, while it waits for its time: unless enough others
   * agree, people are asked again.
   */
  private static Step withdraw(
      Rulebook book, Held held, ApprovalVoted vote, @Nullable Known known, Instant now) {
    var votes = held.votes();
    if (known == null || votes == null) {
      return discard(held, vote, Objections.notWaiting(held));
    }
    var request = held.request();
    var waiting = new Waiting(request, votes, known.observedAt(), held.due());
    var voting = new Voting(book, waiting, known, now);
    var objection = voting.objection(vote, votes);
    if (objection != null) {
      return discard(held, vote, objection);
    }
    var cast = CastVote.of(vote);
    var left = votes.with(cast);
    var counted = voting.counted(cast, left);
    return switch (Judge.judge(book, request, known, left, now, now)) {
      case VotesNeeded needed -> {
        var asked = askAgain(request, needed, left, known, now);
        var answers = new ArrayList<Answer>(asked.answers());
        answers.addFirst(counted);
        yield new Step(asked.next(), answers);
      }
      case Verdict.Decided _ -> new Step(new Held(request, left, held.due()), counted);
    };
  }

  private Objections.@Nullable Objection objection(ApprovalVoted vote, Votes votes) {
    return Objections.to(
        vote, votes, request(), electorate(), book.settings().freezes().longestWait());
  }

  /** Nothing is counted: who votes is not proven. */
  static Step unproven(CaseState state, ApprovalVoted vote) {
    return discard(
        state,
        vote,
        new Objections.Objection(Refusals.UNPROVEN.code(), "It could not be proven who voted."));
  }

  private Step vote(ApprovalVoted vote) {
    var looked = look();
    if (!(looked.next() instanceof Waiting same) || !same.votes().equals(waiting.votes())) {
      var answers = new ArrayList<>(looked.answers());
      answers.addFirst(new Discard(refused(vote, Objections.overtaken(looked.next()))));
      return new Step(looked.next(), answers);
    }
    // Still waiting: the resource is known.
    var electorate = electorate();
    var objection = objection(vote, same.votes());
    if (objection != null) {
      return discard(same, vote, objection);
    }
    var quorum = same.votes().ballot().quorum();
    var cast = CastVote.of(vote);
    cast = cast.onBehalfOf(electorate.onBehalfOf(quorum, cast));
    var votes = same.votes().with(cast);
    return switch (votes.tally(electorate)) {
      case Tally.Stopped(var by) ->
          new Step(
              new Refused(request()),
              counted(cast, votes),
              new Reject(Rejections.after(votes.ballot(), book, request(), reason(by))));
      case Tally.Open _ -> new Step(same.with(votes, same.observedAt()), counted(cast, votes));
      case Tally.Reached _ -> decide(cast, votes);
    };
  }

  private Electorate electorate() {
    var place = Places.of(book.settings(), request().resource(), known);
    return book.settings().electorate(request().requester(), place, now);
  }

  /** The rules judge whether that is enough: the votes are one more fact to them. */
  private Step decide(CastVote cast, Votes votes) {
    var looked = judged(votes);
    var answers = new ArrayList<>(looked.answers());
    answers.addFirst(counted(cast, votes));
    return new Step(looked.next(), answers);
  }

  private Step look() {
    return now.isBefore(waiting.until())
        ? judged(waiting.votes())
        : new Step(
            new Refused(request()),
            new Expire(new ApprovalExpired(request().operationId(), waiting.until())));
  }

  private Step judged(Votes votes) {
    if (known == null) {
      return new Step(
          new Refused(request()),
          new Reject(Rejections.after(votes.ballot(), book, request(), Refusals.INSTANCE_UNKNOWN)));
    }
    return switch (Judge.judge(book, request(), known, votes, now)) {
      case Verdict.Decided decided -> OperationCase.step(request(), votes, decided);
      case VotesNeeded needed ->
          needed.ballot().equals(votes.ballot())
              ? Step.silent(waiting.with(votes, known.observedAt()))
              : askAgain(needed, votes.ballot(), known);
    };
  }

  private Step askAgain(VotesNeeded needed, Ballot before, Known known) {
    var ballot = needed.ballot().inRound(before.round() + 1);
    return new Step(
        waiting.with(Votes.none(ballot), known.observedAt()),
        new Ask(question(needed, ballot, waiting.until(), before)));
  }

  private static ApprovalRequired question(
      VotesNeeded needed, Ballot ballot, Instant until, @Nullable Ballot before) {
    return new ApprovalRequired(
        ballot.operationId(),
        ballot,
        ballot.hash(),
        needed.titles(),
        until,
        needed.startWithin().toSeconds(),
        before == null ? null : Drifts.between(before, ballot),
        needed.delegates());
  }

  private Count counted(CastVote vote, Votes votes) {
    return new Count(
        new VoteCounted(
            request().operationId(),
            votes.ballot().hash(),
            vote.voter(),
            vote.name(),
            vote.verdict(),
            vote.comment(),
            vote.votedAt(),
            votes.missing(electorate()),
            vote.onBehalfOf(),
            vote.conditions()));
  }

  private static Reason reason(CastVote by) {
    var person = by.name() == null ? by.voter() : by.name();
    var comment = by.comment() == null ? "" : by.comment();
    return switch (by.verdict()) {
      case REJECT -> Refusals.rejectedBy(person, comment);
      case SEND_BACK -> Refusals.sentBackBy(person, comment);
      case APPROVE, WITHDRAW -> throw new IllegalStateException("does not stop anything: " + by);
    };
  }

  private OperationRequested request() {
    return waiting.request();
  }

  private static Step discard(CaseState state, ApprovalVoted vote, Objections.Objection objection) {
    return new Step(state, List.of(new Discard(refused(vote, objection))));
  }

  private static VoteRefused refused(ApprovalVoted vote, Objections.Objection objection) {
    return new VoteRefused(
        vote.operationId(),
        vote.requester().subject(),
        vote.votedAt(),
        objection.code(),
        objection.message());
  }
}
