package dev.countersign.policy.preview;

import dev.countersign.contracts.decision.ChangeRequest;
import dev.countersign.contracts.preview.JudgementAnswer;
import dev.countersign.contracts.preview.JudgementAnswer.ApprovalNeeded;
import dev.countersign.contracts.preview.JudgementAnswer.NextFreeze;
import dev.countersign.contracts.preview.JudgementAnswer.Reason;
import dev.countersign.contracts.preview.JudgementAnswer.Rule;
import dev.countersign.contracts.preview.Precondition;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.policy.core.preview.Judgement;
import dev.countersign.policy.core.rulebook.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A judgement as it is told. */
final class JudgementWords {
  private static final String INVENTORY = "inventory";

  static JudgementAnswer of(Judgement judged, String rulesVersion, Precondition inventory) {
    var next = judged.nextFreeze();
    return new JudgementAnswer(
        wireName(judged),
        reason(judged),
        judged.classification(),
        judged.rules().stream().map(rule -> new Rule(rule.id(), rule.title(), rule.why())).toList(),
        rulesVersion,
        approval(judged.verdict()),
        resumesAt(judged.verdict()),
        changeRequest(judged.verdict()),
        next == null ? null : new NextFreeze(next.freeze(), next.at()),
        inventory);
  }

  private static String wireName(Judgement judged) {
    return judged.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static @Nullable Reason reason(Judgement judged) {
    return switch (judged.verdict()) {
      case Verdict.Approved _ -> null;
      case Verdict.VotesNeeded needed ->
          new Reason(
              "approval-required",
              "It waits for the approval of people: " + String.join("; ", needed.titles()) + '.',
              null);
      case Verdict.Held(var hold) -> new Reason(hold.code(), hold.message(), null);
      case Verdict.Rejected(var no) -> new Reason(no.code(), no.message(), no.nextStep());
    };
  }

  private static @Nullable ApprovalNeeded approval(Verdict verdict) {
    return verdict instanceof Verdict.VotesNeeded needed
        ? new ApprovalNeeded(
            needed.ballot().quorum(),
            needed.waiting().toSeconds(),
            needed.startWithin().toSeconds())
        : null;
  }

  private static @Nullable Instant resumesAt(Verdict verdict) {
    return verdict instanceof Verdict.Held(var hold) ? hold.resumesAt() : null;
  }

  private static @Nullable ChangeRequest changeRequest(Verdict verdict) {
    return verdict instanceof Verdict.Rejected(var no) ? no.changeRequest() : null;
  }

  /** Nothing is known here of the resource; nothing is decided about it before there is. */
  static Precondition unknown() {
    return new Precondition(
        INVENTORY,
        false,
        "instance-unknown",
        "Policy has not heard of it yet. An operation would wait for that, and then be refused.",
        "Wait for the next discovery.");
  }

  /**
   * Policy decides by its inventory, which is as old as the last discovery.
   *
   * @param now as RDS shows it now
   * @param known by the inventory
   * @param inventory as it is known there
   */
  static Precondition compared(Judgement now, Judgement known, Resource inventory) {
    var same =
        known.outcome() == now.outcome()
            && known.classification().equals(now.classification())
            && ids(known).equals(ids(now))
            && Objects.equals(approval(known.verdict()), approval(now.verdict()));
    return same
        ? Precondition.holds(INVENTORY, "The inventory agrees with what was seen now.")
        : new Precondition(
            INVENTORY,
            false,
            "inventory-behind",
            "Policy decides by the inventory, which saw it last at %s, and not as it is now. By that it is %s, and the verdict is %s."
                .formatted(
                    inventory.observedAt(),
                    known.classification().environment().wireName(),
                    wireName(known)),
            "Wait for the next discovery, and preview it again.");
  }

  private static List<String> ids(Judgement judged) {
    return judged.rules().stream().map(rule -> rule.id()).toList();
  }

  private JudgementWords() {}
}
