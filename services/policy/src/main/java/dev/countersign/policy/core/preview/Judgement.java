package dev.countersign.policy.core.preview;

import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.policy.core.classification.Classifier;
import dev.countersign.policy.core.classification.Known;
import dev.countersign.policy.core.freeze.Beginning;
import dev.countersign.policy.core.rulebook.Freezing;
import dev.countersign.policy.core.rulebook.Judge;
import dev.countersign.policy.core.rulebook.Places;
import dev.countersign.policy.core.rulebook.Refusals;
import dev.countersign.policy.core.rulebook.Rejections;
import dev.countersign.policy.core.rulebook.Rulebook;
import dev.countersign.policy.core.rulebook.Verdict;
import dev.countersign.policy.core.rulebook.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request judged, and explained.
 *
 * @param verdict of the very {@link Judge} that decides requests
 * @param classification what it was judged as
 * @param rules those that decided, the one that speaks first in front; empty where none did: the
 *     request was too old, for example
 * @param nextFreeze the next that would bind it, within a year; null for none
 */
public record Judgement(
    Verdict verdict,
    Classification classification,
    List<DecidingRule> rules,
    @Nullable Beginning nextFreeze) {
  private static final Duration AHEAD = Duration.ofDays(366);
  private static final String FREEZE = "freeze: ";

  public Judgement {
    rules = List.copyOf(rules);
  }

  /**
   * A rule that decided.
   *
   * @param id as in the decision and in the ledger
   * @param title what it is about
   * @param why what it says to this requester about this request
   */
  public record DecidingRule(String id, String title, String why) {}

  /** The outcome in one word. */
  public enum Outcome {
    /** It would be carried out. */
    APPROVED,
    /** It would be refused. */
    REJECTED,
    /** It would wait for the votes of people. */
    APPROVAL_REQUIRED,
    /** It would wait for the end of a freeze, or be sent back because of one. */
    FROZEN
  }

  /** Judges as the decision would at this moment, where no review of a break-glass is open. */
  public static Judgement of(
      Rulebook book, OperationRequested request, Resource resource, Instant now) {
    return of(book, request, resource, null, now);
  }

  /** The same of a resource that is a member of no cluster. */
  static Judgement of(
      Rulebook book,
      OperationRequested request,
      Resource resource,
      @Nullable String openReview,
      Instant now) {
    return of(book, request, new Known(resource, null), openReview, now);
  }

  /**
   * Judges as the decision would at this moment.
   *
   * @param known the resource that the request names
   * @param openReview the operation whose review binds the requester; null for none
   */
  public static Judgement of(
      Rulebook book,
      OperationRequested request,
      Known known,
      @Nullable String openReview,
      Instant now) {
    var judged = Judge.judge(book, request, known, null, now);
    var verdict =
        openReview == null || request.breakGlass() == null || judged instanceof Verdict.Rejected
            ? judged
            : new Verdict.Rejected(
                Rejections.without(book, request, Refusals.reviewOpen(openReview)));
    var words =
        new Wording(
            request,
            known.resource(),
            Places.of(book.settings(), request.resource(), known),
            book.settings());
    var frozen = why(verdict);
    return new Judgement(
        verdict,
        Classifier.classify(book.settings().classification(), known),
        ids(verdict).stream().map(id -> rule(book, id, words, frozen)).toList(),
        Freezing.next(book, request, known, now, AHEAD));
  }

  private static List<String> ids(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Approved(var approval) -> approval.rules();
      case Verdict.VotesNeeded needed -> needed.ballot().rules();
      case Verdict.Held(var hold) -> hold.rules();
      case Verdict.Rejected(var rejection) -> rejection.rules();
    };
  }

  /** What a verdict says by itself. */
  private static String why(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Approved _, Verdict.VotesNeeded _ -> "";
      case Verdict.Held(var hold) -> hold.message();
      case Verdict.Rejected(var rejection) -> rejection.message();
    };
  }

  private static DecidingRule rule(Rulebook book, String id, Wording words, String frozen) {
    if (id.startsWith(FREEZE)) {
      return new DecidingRule(id, id.substring(FREEZE.length()), frozen);
    }
    var written = book.rules().words(id);
    return written == null
        ? new DecidingRule(id, id, id)
        : new DecidingRule(id, written.title(), words.fill(written.why()));
  }

  /** In one word. */
  public Outcome outcome() {
    return switch (verdict) {
      case Verdict.Approved _ -> Outcome.APPROVED;
      case Verdict.VotesNeeded _ -> Outcome.APPROVAL_REQUIRED;
      case Verdict.Held _ -> Outcome.FROZEN;
      case Verdict.Rejected(var rejection) ->
          rejection.code().equals(Freezing.CODE) ? Outcome.FROZEN : Outcome.REJECTED;
    };
  }
}
