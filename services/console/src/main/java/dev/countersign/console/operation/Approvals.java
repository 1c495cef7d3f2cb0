package dev.countersign.console.operation;

import dev.countersign.client.Operation;
import dev.countersign.client.Status;
import dev.countersign.console.page.Moment;
import dev.countersign.console.person.Person;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What people have to agree to, and what this person can do about it.
 *
 * @param changed what has changed since people were asked before
 * @param may whether a vote of this person may count; policy has the last word
 * @param why why, or why not
 * @param voted whether their vote stands, so that they can withdraw it
 * @param ballot what a vote is bound to
 */
public record Approvals(
    List<String> titles,
    List<Seat> seats,
    List<VoteLine> votes,
    Moment expiresAt,
    List<Operation.Drift> changed,
    boolean open,
    boolean may,
    String why,
    boolean voted,
    String ballot) {

  /** So many of a group, and how many of them are still missing. */
  public record Seat(String group, int count, int missing) {
    public int given() {
      return count - missing;
    }

    public boolean full() {
      return missing == 0;
    }
  }

  /** Somebody's vote. */
  public record VoteLine(
      String tone, String icon, String who, String verb, String comment, String note, Moment at) {}

  static @Nullable Approvals of(Operation operation, Person person) {
    var approval = operation.approval();
    if (approval == null) {
      return null;
    }
    var open = operation.status() == Status.APPROVAL_REQUIRED;
    var own = operation.requester().subject().equals(person.subject());
    var voted = approval.voters().contains(person.subject());
    var asked = asked(approval, person);
    var drift = approval.changed();
    return new Approvals(
        approval.titles(),
        seats(approval),
        approval.votes().stream().map(Approvals::line).toList(),
        Moment.now(approval.expiresAt()),
        drift == null ? List.of() : drift,
        open,
        open && !own && asked && !voted,
        why(open, own, asked, voted, approval),
        voted,
        approval.ballotHash());
  }

  private static boolean asked(Operation.Approval approval, Person person) {
    var groups = new HashSet<>(person.groups());
    var delegates = approval.delegates();
    Stream.ofNullable(delegates)
        .flatMap(List::stream)
        .filter(one -> one.subject().equals(person.subject()))
        .forEach(one -> groups.addAll(one.groups()));
    return approval.quorum().stream().anyMatch(need -> groups.contains(need.group()));
  }

  private static String why(
      boolean open, boolean own, boolean asked, boolean voted, Operation.Approval approval) {
    if (!open) {
      return "Nothing more can be voted on.";
    }
    if (own) {
      return "You asked for this, so somebody else has to agree.";
    }
    if (voted) {
      return "You have voted. You can withdraw your vote while it is undecided.";
    }
    if (!asked) {
      return "Members of "
          + approval.quorum().stream()
              .map(Operation.Need::group)
              .distinct()
              .collect(Collectors.joining(" and "))
          + " are asked, and you are in none of them.";
    }
    var missing = approval.missing().stream().mapToInt(Operation.Need::count).sum();
    return missing == 1
        ? "You are asked, and did not ask for this: your approval is the last one needed."
        : "You are asked, and did not ask for this: yours is one of " + missing + " still needed.";
  }

  private static List<Seat> seats(Operation.Approval approval) {
    return approval.quorum().stream()
        .map(need ->
            new Seat(
                need.group(),
                need.count(),
                approval.missing().stream()
                    .filter(missing -> missing.group().equals(need.group()))
                    .mapToInt(Operation.Need::count)
                    .sum()))
        .toList();
  }

  private static VoteLine line(Operation.Vote vote) {
    var name = vote.name();
    var comment = vote.comment();
    var refused = vote.refused();
    var counted = vote.counted();
    var note =
        counted == null
            ? "being counted"
            : counted ? "" : "does not count" + (refused == null ? "" : ": " + refused);
    var behalf = vote.onBehalfOf();
    var who = name == null ? vote.voter() : name;
    return new VoteLine(
        Boolean.FALSE.equals(counted) ? "dim" : tone(vote.verdict()),
        icon(vote.verdict()),
        behalf == null || behalf.isEmpty() ? who : who + " for " + String.join(", ", behalf),
        verb(vote.verdict()),
        comment == null ? "" : comment,
        note,
        Moment.now(vote.votedAt()));
  }

  private static String tone(String verdict) {
    return switch (verdict) {
      case "approve" -> "ok";
      case "withdraw" -> "dim";
      default -> "bad";
    };
  }

  private static String icon(String verdict) {
    return switch (verdict) {
      case "approve" -> "✓";
      case "withdraw" -> "↶";
      default -> "✕";
    };
  }

  private static String verb(String verdict) {
    return switch (verdict) {
      case "approve" -> "approved";
      case "reject" -> "rejected it";
      case "send-back" -> "sent it back";
      case "withdraw" -> "withdrew their vote";
      default -> verdict;
    };
  }
}
