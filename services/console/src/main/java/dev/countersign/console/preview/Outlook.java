package dev.countersign.console.preview;

import dev.countersign.client.Operation;
import dev.countersign.client.Preview;
import dev.countersign.console.page.Badge;
import dev.countersign.console.page.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What would happen, were it asked for now.
 *
 * @param verdict in a word
 * @param refused whether asking for it makes no sense
 * @param says why not, or not yet, and what to do; empty where the verdict is a yes
 * @param rules those that decide, the one that speaks first in front
 * @param holds the preconditions, each with whether it holds
 * @param people who would have to agree; empty where nobody has to
 * @param times when it would start, and what binds it next
 * @param seenAt when AWS was looked at; null where nobody looked
 */
public record Outlook(
    Badge verdict,
    boolean refused,
    List<String> says,
    Badge environment,
    String classified,
    List<Preview.Rule> rules,
    List<Badge> holds,
    String people,
    List<String> times,
    List<Change> changes,
    List<Change> along,
    Badge interruption,
    String undo,
    @Nullable Moment seenAt,
    Operation.@Nullable ChangeRequest changeRequest) {

  /** One thing that is another afterwards. */
  public record Change(String field, String now, String then, String why) {}

  public static Outlook of(Preview preview) {
    var reason = preview.reason();
    var says = new ArrayList<String>();
    if (reason != null) {
      says.add(reason.message());
      var next = reason.nextStep();
      if (next != null) {
        says.add(next);
      }
    }
    var undo = preview.undo();
    return new Outlook(
        verdict(preview),
        preview.verdict().equals("rejected"),
        says,
        Badge.ofEnvironment(preview.environment()),
        preview.classifiedBy() + (preview.matched().isEmpty() ? "" : ": " + preview.matched()),
        preview.rules(),
        preview.preconditions().stream().map(Outlook::holds).toList(),
        people(preview.approval()),
        times(preview),
        preview.changes().stream()
            .map(change -> new Change(change.field(), text(change.now()), text(change.then()), ""))
            .toList(),
        preview.alsoApplied().stream()
            .map(change ->
                new Change(change.field(), text(change.now()), change.then(), change.why()))
            .toList(),
        interruption(preview.interruption()),
        undo == null ? "" : undo,
        Moment.of(preview.observedAt()),
        preview.changeRequest());
  }

  private static Badge verdict(Preview preview) {
    return switch (preview.verdict()) {
      case "approved" ->
          preview.wouldStart()
              ? new Badge("✓", "would start at once", "ok")
              : new Badge("✕", "allowed, but a precondition does not hold", "warn");
      case "approval-required" -> new Badge("◔", "needs approval", "wait");
      case "frozen" -> new Badge("❄", "a freeze is in force", "warn");
      default -> new Badge("✕", "would be refused", "bad");
    };
  }

  private static Badge holds(Preview.Precondition condition) {
    if (condition.ok()) {
      return new Badge("✓", condition.message(), "ok");
    }
    var next = condition.nextStep();
    return new Badge("✕", condition.message() + (next == null ? "" : " " + next), "bad");
  }

  private static Badge interruption(Preview.@Nullable Interruption interruption) {
    if (interruption == null) {
      return new Badge("?", "Not known whether clients would notice.", "warn");
    }
    var length = interruption.howLong();
    return interruption.expected()
        ? new Badge(
            "▲", interruption.why() + (length == null ? "" : " How long: " + length), "warn")
        : new Badge("✓", interruption.why(), "ok");
  }

  private static String people(Preview.@Nullable ApprovalNeeded approval) {
    return approval == null
        ? ""
        : approval.by().stream()
                .map(need -> need.count() + " × " + need.group())
                .collect(Collectors.joining(" and "))
            + ", within "
            + Moment.words(Duration.ofSeconds(approval.waitingSeconds()));
  }

  private static List<String> times(Preview preview) {
    var times = new ArrayList<String>();
    if (preview.resumesAt() != null) {
      times.add("Would start " + Moment.now(preview.resumesAt()).full() + ", after the freeze.");
    }
    var freeze = preview.nextFreeze();
    if (freeze != null) {
      times.add(
          "Next freeze: %s, from %s."
              .formatted(freeze.title(), Moment.now(freeze.begins()).full()));
    }
    return times;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
