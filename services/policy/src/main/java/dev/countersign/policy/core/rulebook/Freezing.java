package dev.countersign.policy.core.rulebook;

import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.DecisionStatement.Approval;
import dev.countersign.contracts.event.DecisionEvent.OperationHeld;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.policy.core.classification.Classifier;
import dev.countersign.policy.core.classification.Known;
import dev.countersign.policy.core.freeze.Beginning;
import dev.countersign.policy.core.freeze.FreezeSettings;
import dev.countersign.policy.core.freeze.Frozen;
import dev.countersign.policy.core.freeze.Situation;
import dev.countersign.policy.core.freeze.Spread;
import dev.countersign.policy.core.freeze.WhatWaits;
import dev.countersign.policy.core.ruling.Facts;
import dev.countersign.policy.core.ruling.Ruling.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What freezes do to a request that everything else permits. */
public final class Freezing {
  /** The code of what a freeze holds or sends back. */
  public static final String CODE = "frozen";

  private static final String RULE = "freeze: ";

  /**
   * The approval, unless a freeze binds the request now. It ends where the next one begins: the
   * executor obeys what is signed, so that a freeze which begins after the decision binds it, too.
   */
  static Verdict unlessFrozen(
      Rulebook book, Approval approval, Resource resource, List<String> overridden) {
    var request = approval.request();
    var situation = situation(book, approval.classification(), resource, request);
    var freezes = book.freezes().without(overridden);
    var frozen = freezes.inForce(situation, approval.decidedAt());
    if (book.settings().skipsFreezes(request)) {
      return new Verdict.Approved(skipping(approval, frozen));
    }
    if (frozen != null) {
      return frozen(book, approval, frozen, resource);
    }
    var next = freezes.next(situation, approval.decidedAt(), approval.expiresAt());
    return new Verdict.Approved(next == null ? approval : approval.until(next.at()));
  }

  /** One that begins before the approval expires is skipped as well, and is not in force yet. */
  private static Approval skipping(Approval approval, @Nullable Frozen frozen) {
    if (frozen == null) {
      return approval;
    }
    var skipping = approval;
    for (var title : frozen.freezes()) {
      skipping = skipping.skipping(rule(title));
    }
    return skipping;
  }

  static String rule(String title) {
    return RULE + title;
  }

  /** The titles of the freezes that an approval skips, whoever agreed to that. */
  public static List<String> overridden(Approval approval) {
    var skipped = approval.skipped();
    return skipped == null
        ? List.of()
        : skipped.stream()
            .filter(what -> what.startsWith(RULE))
            .map(what -> what.substring(RULE.length()))
            .toList();
  }

  /**
   * What people may be asked about: where the request wants it, and each freeze that binds it now
   * has a rule for that.
   */
  static Overriding overriding(
      Rulebook book,
      OperationRequested request,
      Resource resource,
      Classification classification,
      Facts facts,
      Instant now) {
    if (request.freezeOverride() == null || request.breakGlass() != null) {
      return Overriding.NOTHING;
    }
    var frozen = book.freezes().inForce(situation(book, classification, resource, request), now);
    return frozen == null
        ? Overriding.NOTHING
        : Overriding.of(
            frozen.freezes(),
            book.settings().freezeOverrides().stream()
                .filter(override -> override.rule().when().holds(facts))
                .toList());
  }

  /**
   * Why an override that is asked for comes to nothing, whatever people say: a freeze is in force
   * that no rule overrides. Null where that is not so.
   */
  static @Nullable Reason cannotBeOverridden(
      Rulebook book,
      OperationRequested request,
      Resource resource,
      Classification classification,
      Overriding overriding,
      Instant now) {
    if (request.freezeOverride() == null || request.breakGlass() != null || !overriding.nothing()) {
      return null;
    }
    var frozen = book.freezes().inForce(situation(book, classification, resource, request), now);
    return frozen == null ? null : notOverridden(frozen);
  }

  /** Held until it can be started, where that is allowed and not too far away; else sent back. */
  private static Verdict frozen(
      Rulebook book, Approval approval, Frozen frozen, Resource resource) {
    var request = approval.request();
    // Whoever wants it now does not want it after the freeze.
    var urgent = request.freezeOverride() != null || request.breakGlass() != null;
    var start = urgent ? null : start(book.settings().freezes(), request, frozen);
    var rules = frozen.freezes().stream().map(Freezing::rule).toList();
    if (start == null) {
      return Judge.rejected(
          book,
          request,
          rules,
          request.freezeOverride() == null ? sentBack(frozen) : notOverridden(frozen),
          resource,
          approval.classification());
    }
    var words =
        new Wording(
            request, resource, Places.of(resource, approval.classification()), book.settings());
    return new Verdict.Held(
        new OperationHeld(
            request.operationId(),
            CODE,
            words.fill(waits(frozen, start)),
            start,
            approval.classification(),
            rules,
            book.version()));
  }

  /** When it is judged again, to be started then; null where it is sent back. */
  private static @Nullable Instant start(
      FreezeSettings settings, OperationRequested request, Frozen frozen) {
    var until = frozen.until();
    if (until == null || frozen.whatWaits() == WhatWaits.SEND_BACK) {
      return null;
    }
    var start = until.plus(Spread.after(request.operationId(), settings.startSpread()));
    return start.isAfter(request.requestedAt().plus(settings.longestWait())) ? null : start;
  }

  /** When something that waited for a freeze that is over is started. */
  public static Instant spread(Rulebook book, OperationRequested request, Instant now) {
    var whole = book.settings().freezes().startSpread();
    return now.plus(Spread.after(request.operationId(), whole));
  }

  /**
   * The first freeze that binds a request now or before a moment; null for none. A break-glass that
   * skips freezes is bound by none.
   *
   * @param known the resource that the request names
   * @param overridden the titles of those that people have agreed to
   */
  public static @Nullable Beginning before(
      Rulebook book,
      OperationRequested request,
      Known known,
      Classification classification,
      Instant now,
      Instant before,
      List<String> overridden) {
    if (book.settings().skipsFreezes(request)) {
      return null;
    }
    var freezes = book.freezes().without(overridden);
    var situation = situation(book, classification, known.resource(), request);
    var frozen = freezes.inForce(situation, now);
    return frozen == null
        ? freezes.next(situation, now, before)
        : new Beginning(frozen.freezes().getFirst(), frozen.occasion().begins());
  }

  /**
   * The next freeze that begins to bind a request after now; null for none within that time.
   *
   * @param known the resource that the request names
   */
  public static @Nullable Beginning next(
      Rulebook book, OperationRequested request, Known known, Instant now, Duration within) {
    var classification = Classifier.classify(book.settings().classification(), known);
    var situation = situation(book, classification, known.resource(), request);
    return book.settings().skipsFreezes(request)
        ? null
        : book.freezes().next(situation, now, now.plus(within));
  }

  private static Situation situation(
      Rulebook book, Classification classification, Resource resource, OperationRequested request) {
    var operation =
        book.catalogue()
            .find(request.operation())
            .map(OperationDefinition::name)
            .orElse(request.operation());
    return new Situation(
        classification.environment(), resource.key().account(), resource.tags(), operation);
  }

  private static Reason sentBack(Frozen frozen) {
    var until = frozen.until();
    return new Reason(
        CODE,
        inForce(frozen) + ": {operation} on {instance} may not be begun. Nothing was done.",
        until == null
            ? "Ask the people who keep the calendar of the freeze when it ends."
            : "Submit the operation again at " + until + " or later.",
        false);
  }

  private static Reason notOverridden(Frozen frozen) {
    return new Reason(
        "freeze-override-not-allowed",
        inForce(frozen)
            + ", and no rule lets anybody agree to {operation} on {instance} in it. Nothing was"
            + " done.",
        "Submit the operation without freeze_override: it waits, or is sent back. Where a freeze"
            + " may be overridden, freeze_overrides of the settings says.",
        false);
  }

  private static String waits(Frozen frozen, Instant start) {
    return inForce(frozen)
        + ": {operation} on {instance} waits. It is judged again at "
        + start
        + ", and is started then if it may be.";
  }

  private static String inForce(Frozen frozen) {
    var titles =
        frozen.freezes().stream()
            .map(title -> '"' + title + '"')
            .collect(Collectors.joining(" and "));
    return (frozen.freezes().size() == 1 ? "The freeze " : "The freezes ")
        + titles
        + (frozen.freezes().size() == 1 ? " is" : " are")
        + " in force "
        + until(frozen);
  }

  /** In the calendar's own time where that is where it ends, and always in UTC. */
  private static String until(Frozen frozen) {
    var until = frozen.until();
    if (until == null) {
      return "(" + frozen.occasion().title() + "), and no end is in sight";
    }
    var own = frozen.occasion();
    return own.ends().equals(until) && !own.zone().equals("UTC")
        ? "until %s %s (%s)".formatted(own.end().toLocalDateTime(), own.zone(), until)
        : "until " + until;
  }

  private Freezing() {}
}
