package dev.countersign.gateway.operation.core;

import dev.countersign.contracts.decision.Delegate;
import dev.countersign.contracts.decision.Drift;
import dev.countersign.contracts.decision.Need;
import dev.countersign.contracts.decision.VoteCondition;
import dev.countersign.contracts.decision.VoteVerdict;
import dev.countersign.contracts.event.DecisionEvent.ApprovalRequired;
import dev.countersign.contracts.event.DecisionEvent.VoteCounted;
import dev.countersign.contracts.event.DecisionEvent.VoteRefused;
import dev.countersign.contracts.event.RequestEvent.ApprovalVoted;
import dev.countersign.contracts.event.Requester;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What has to come from people before anything happens, and what has come.
 *
 * @param titles of the rules that ask for it
 * @param quorum who has to agree
 * @param missing who still has to
 * @param ballotHash what a vote has to name: all that it is bound to
 * @param round how often people have been asked
 * @param instanceClass as it was when they were asked
 * @param expiresAt until when votes are waited for
 * @param startWithinSeconds how long after the last needed vote it may be started
 * @param changed what has changed since they were asked before; null when they were asked once
 * @param votes those that stand and the latest others, in the order in which they came
 * @param votesTotal how many there have been; null where a version before this one counted
 * @param voters whose vote stands, or waits for policy's answer
 * @param delegates who may vote in another one's stead, and when; null for nobody
 */
public record Approval(
    List<String> titles,
    List<Need> quorum,
    List<Need> missing,
    String ballotHash,
    int round,
    @Nullable String instanceClass,
    Instant expiresAt,
    long startWithinSeconds,
    @Nullable List<Drift> changed,
    List<Vote> votes,
    @Nullable Integer votesTotal,
    List<String> voters,
    @Nullable List<Delegate> delegates)
    implements OperationView.Part {
  /** The history has all of them. */
  private static final int SHOWN = 50;

  private static final String VOID = "What was voted on has changed.";

  public Approval {
    titles = List.copyOf(titles);
    quorum = List.copyOf(quorum);
    missing = List.copyOf(missing);
    changed = changed == null ? null : List.copyOf(changed);
    votes = List.copyOf(votes);
    voters = List.copyOf(voters);
    delegates = delegates == null ? null : List.copyOf(delegates);
  }

  /**
   * Somebody's vote.
   *
   * @param counted whether it counts; null until policy has answered
   * @param refused why not; null while it may count
   * @param onBehalfOf in whose stead; null for themselves
   * @param conditions under which they agree; null for none
   */
  public record Vote(
      String voter,
      @Nullable String name,
      VoteVerdict verdict,
      @Nullable String comment,
      Instant votedAt,
      @Nullable Boolean counted,
      @Nullable String refused,
      @Nullable List<String> onBehalfOf,
      @Nullable List<VoteCondition> conditions) {
    boolean is(String person, Instant at) {
      return voter.equals(person) && votedAt.equals(at);
    }

    boolean stands() {
      return !Boolean.FALSE.equals(counted);
    }

    Vote counted(@Nullable List<String> behalf) {
      return new Vote(voter, name, verdict, comment, votedAt, true, null, behalf, conditions);
    }

    Vote answered(boolean yes, @Nullable String why) {
      return new Vote(voter, name, verdict, comment, votedAt, yes, why, onBehalfOf, conditions);
    }
  }

  /** Of a question, after an earlier one whose votes are void. */
  static Approval asked(ApprovalRequired question, @Nullable Approval before) {
    var votes = before == null ? List.<Vote>of() : before.votes;
    var ballot = question.ballot();
    return new Approval(
        question.titles(),
        ballot.quorum(),
        ballot.quorum(),
        question.ballotHash(),
        ballot.round(),
        ballot.instanceClass(),
        question.expiresAt(),
        question.startWithinSeconds(),
        question.changed(),
        votes.stream().map(vote -> vote.stands() ? vote.answered(false, VOID) : vote).toList(),
        before == null ? 0 : before.total(),
        List.of(),
        question.delegates());
  }

  /** What this person said last, as far as it stands. */
  public Optional<Vote> of(String person) {
    return votes.stream()
        .filter(vote -> vote.voter().equals(person) && vote.stands())
        .reduce((_, later) -> later)
        .filter(vote -> vote.verdict() != VoteVerdict.WITHDRAW);
  }

  /** When this person voted last, whatever became of it. */
  public Optional<Instant> lastVoteOf(String person) {
    return votes.stream()
        .filter(vote -> vote.voter().equals(person))
        .map(Vote::votedAt)
        .max(Instant::compareTo);
  }

  /** Whether this person is asked, by their groups or in somebody's stead. */
  public boolean asks(Requester person, Instant now) {
    return quorum.stream().anyMatch(need -> person.groups().contains(need.group()))
        || delegates != null
            && delegates.stream()
                .anyMatch(one -> one.subject().equals(person.subject()) && one.holdsAt(now));
  }

  Approval voted(ApprovalVoted vote) {
    var person = vote.requester();
    return added(
        new Vote(
            person.subject(),
            person.name(),
            vote.verdict(),
            vote.comment(),
            vote.votedAt(),
            null,
            null,
            null,
            vote.conditions()));
  }

  Approval counted(VoteCounted vote) {
    var known = is(vote.voter(), vote.votedAt());
    var all =
        votes.stream().anyMatch(known)
            ? answered(known, found -> found.counted(vote.onBehalfOf()))
            : added(
                new Vote(
                    vote.voter(),
                    vote.voterName(),
                    vote.verdict(),
                    vote.comment(),
                    vote.votedAt(),
                    true,
                    null,
                    vote.onBehalfOf(),
                    vote.conditions()));
    return all.with(all.votes, all.total(), vote.missing());
  }

  Approval refused(VoteRefused vote) {
    return answered(
        is(vote.voter(), vote.votedAt()), found -> found.answered(false, vote.message()));
  }

  Approval reached() {
    return with(votes, total(), List.of());
  }

  private static Predicate<Vote> is(String voter, Instant at) {
    return vote -> vote.is(voter, at);
  }

  private Approval answered(Predicate<Vote> which, UnaryOperator<Vote> answer) {
    return with(
        votes.stream().map(vote -> which.test(vote) ? answer.apply(vote) : vote).toList(),
        total(),
        missing);
  }

  private Approval added(Vote vote) {
    var all = new ArrayList<>(votes);
    all.add(vote);
    while (all.size() > SHOWN) {
      all.remove(leastOf(all));
    }
    return with(all, total() + 1, missing);
  }

  /** The first that has been said otherwise since or does not stand; where all do, the first. */
  private static Vote leastOf(List<Vote> all) {
    var people = new HashSet<String>();
    var last = new HashSet<Vote>();
    for (var vote : all.reversed()) {
      if (people.add(vote.voter()) && vote.stands()) {
        last.add(vote);
      }
    }
    return all.stream().filter(vote -> !last.contains(vote)).findFirst().orElse(all.getFirst());
  }

  private int total() {
    return votesTotal == null ? votes.size() : votesTotal;
  }

  private Approval with(List<Vote> now, int total, List<Need> stillMissing) {
    var after =
        new Approval(
            titles,
            quorum,
            stillMissing,
            ballotHash,
            round,
            instanceClass,
            expiresAt,
            startWithinSeconds,
            changed,
            now,
            total,
            List.of(),
            delegates);
    var standing =
        now.stream()
            .map(Vote::voter)
            .distinct()
            .filter(person -> after.of(person).isPresent())
            .sorted()
            .toList();
    return new Approval(
        titles,
        quorum,
        stillMissing,
        ballotHash,
        round,
        instanceClass,
        expiresAt,
        startWithinSeconds,
        changed,
        now,
        total,
        standing,
        delegates);
  }
}
