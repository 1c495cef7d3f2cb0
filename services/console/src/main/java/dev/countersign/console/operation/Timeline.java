package dev.countersign.console.operation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.client.HistoryEntry;
import dev.countersign.client.Operation;
import dev.countersign.console.page.Moment;
import dev.countersign.console.page.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** An operation's events as steps that a person reads: grouped, with what has passed between. */
final class Timeline {
  private final Operation operation;
  private final List<Step> steps = new ArrayList<>();
  private final Set<String> answeredVotes = new HashSet<>();
  private @Nullable Instant before;

  private Timeline(Operation operation) {
    this.operation = operation;
  }

  static List<Step> of(Operation operation, List<HistoryEntry> history) {
    var timeline = new Timeline(operation);
    history.stream()
        .filter(entry -> entry.name().equals("vote-counted") || entry.name().equals("vote-refused"))
        .forEach(entry -> timeline.answeredVotes.add(vote(entry.data())));
    for (int n = 0; n < history.size(); n++) {
      // Of many reports in a row, the last says it all.
      var next = n + 1 < history.size() ? history.get(n + 1).name() : "";
      if (!(history.get(n).name().equals("progressed") && next.equals("progressed"))) {
        timeline.add(history.get(n));
      }
    }
    timeline.addWhatComes();
    return List.copyOf(timeline.steps);
  }

  private void add(HistoryEntry entry) {
    var data = entry.data();
    switch (entry.name()) {
      case "requested" -> step(entry, "ok", "Asked for by " + Row.name(operation.requester()));
      case "approval-required" ->
          step(entry, "wait", "Needs approval", texts(data.path("titles")), round(data));
      case "approval-reminded" -> step(entry, "wait", "People were reminded");
      case "approval-voted" -> {
        if (!answeredVotes.contains(vote(data))) {
          step(entry, "wait", voter(data) + " voted: " + text(data, "verdict"), comment(data));
        }
      }
      case "vote-counted" -> step(entry, tone(data), voter(data) + ' ' + verb(data), comment(data));
      case "vote-refused" ->
          step(entry, "warn", "The vote of " + voter(data) + " does not count", said(data));
      case "approved" ->
          step(
              entry,
              "ok",
              "Approved by the rules",
              classified(data.path("classification")),
              texts(data.path("rules")).map(rule -> "rule " + rule));
      case "break-glass-used" -> step(entry, "warn", "Break-glass was used", said(data));
      case "rejected" -> step(entry, "bad", "Refused", said(data));
      case "approval-expired" -> step(entry, "bad", "Nobody agreed in time", said(data));
      case "held" -> step(entry, "warn", "Waits for the end of a freeze", said(data));
      case "queued" ->
          step(
              entry,
              "wait",
              data.path("place").asInt(1) == 1
                  ? "Next on the resource"
                  : "Waits its turn: place " + data.path("place").asInt());
      case "scheduled" ->
          step(entry, "wait", "Scheduled", Stream.of("not before " + text(data, "not_before")));
      case "started" ->
          step(
              entry,
              "run",
              "Sent to AWS, attempt " + data.path("attempt").asInt(1),
              Stream.of("session " + text(data, "session_name") + " in CloudTrail"));
      case "progressed" -> step(entry, "run", progress(data));
      case "succeeded" -> step(entry, "ok", "Done", seen(data));
      case "failed" ->
          step(entry, "bad", "Failed", Stream.concat(fault(data.path("fault")), seen(data)));
      case "timed-out" ->
          step(entry, "bad", "Not done in time", Stream.concat(said(data), seen(data)));
      case "indeterminate" ->
          step(entry, "bad", "Outcome unknown", Stream.concat(said(data), seen(data)));
      case "completed-late" -> step(entry, "ok", "Done after all, later than allowed", seen(data));
      case "cancel-requested" ->
          step(entry, "wait", voter(data) + " asked to cancel it", said(data));
      case "cancel-approved" -> step(entry, "wait", "Cancelling was allowed");
      case "cancel-refused" -> step(entry, "warn", "Cancelling was refused", said(data));
      case "cancelled" -> step(entry, "dim", "Cancelled", said(data));
      case "resolution-requested" ->
          step(entry, "wait", voter(data) + " recorded a finding", comment(data));
      case "resolution-refused" -> step(entry, "warn", "The finding was refused", said(data));
      case "resolved" -> step(entry, "ok", "Resolved: " + text(data, "outcome"), comment(data));
      case "review-closed" -> step(entry, "ok", "The review is closed", comment(data));
      default -> step(entry, "dim", Trouble.words(entry.name()), said(data));
    }
  }

  /** What has not happened yet, as far as it is known. */
  private void addWhatComes() {
    switch (operation.status()) {
      case REQUESTED -> open("wait", "now", "Policy decides");
      case APPROVAL_REQUIRED -> {
        open("wait", "now", "Waits for people");
        open("dim", "", "Then: judged again, the call, and watching until it is done");
      }
      case HELD -> open("wait", "now", "Waits, and is judged again");
      case APPROVED, SCHEDULED, QUEUED ->
          open("dim", "", "Then: checks, the call, and watching until it is done");
      case STARTED -> open("run", "now", "Watched until it is done");
      default -> {
        // Nothing more comes.
      }
    }
  }

  private void open(String tone, String when, String words) {
    steps.add(new Step(tone, true, when, null, words, List.of()));
  }

  @SafeVarargs
  private void step(HistoryEntry entry, String tone, String words, Stream<String>... details) {
    var last = before;
    var moment = Moment.now(entry.time());
    steps.add(
        new Step(
            tone,
            false,
            last == null ? moment.clock() : gap(Duration.between(last, entry.time())),
            moment,
            words,
            Stream.of(details).flatMap(lines -> lines).filter(line -> !line.isBlank()).toList()));
    before = entry.time();
  }

  /** Two services' events may overtake each other. */
  static String gap(Duration passed) {
    if (passed.toMillis() < 1_000) {
      return passed.toMillis() <= 0 ? "+0 s" : "+%.2f s".formatted(passed.toMillis() / 1_000.0);
    }
    if (passed.toSeconds() < 100) {
      return "+" + passed.toSeconds() + " s";
    }
    return passed.toMinutes() < 100
        ? "+" + passed.toMinutes() + " min"
        : "+" + passed.toHours() + " h";
  }

  private static Stream<String> said(JsonNode data) {
    return Stream.of(
        text(data, "message"),
        text(data, "next_step"),
        text(data, "reason"),
        text(data, "comment"));
  }

  private static Stream<String> comment(JsonNode data) {
    var comment = text(data, "comment");
    return comment.isEmpty() ? Stream.of() : Stream.of("“" + comment + "”");
  }

  private static Stream<String> round(JsonNode data) {
    var round = data.path("ballot").path("round").asInt(1);
    return round > 1
        ? Stream.of("asked again, round " + round + ": what was voted on has changed")
        : Stream.of();
  }

  private static Stream<String> classified(JsonNode classification) {
    var environment = text(classification, "environment");
    var matched = text(classification, "matched");
    return environment.isEmpty()
        ? Stream.of()
        : Stream.of(
            "environment %s, by %s%s"
                .formatted(
                    environment,
                    text(classification, "method"),
                    matched.isEmpty() ? "" : ": " + matched));
  }

  private static Stream<String> fault(JsonNode fault) {
    var request = text(fault, "aws_request_id");
    return Stream.of(
        text(fault, "meaning"),
        text(fault, "next_step"),
        request.isEmpty() ? "" : "AWS request " + request);
  }

  private static Stream<String> seen(JsonNode data) {
    return StreamSupport.stream(data.path("evidence").spliterator(), false)
        .map(one -> {
          var facts = new ArrayList<String>();
          one.path("facts")
              .properties()
              .forEach(fact -> facts.add(fact.getKey() + " = " + fact.getValue().asText()));
          return text(one, "source") + ": " + String.join(", ", facts);
        });
  }

  private static String progress(JsonNode data) {
    var message = text(data, "message");
    return message.isEmpty() ? data.path("percent").asInt() + " % done" : message;
  }

  private static Stream<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText);
  }

  private static String voter(JsonNode data) {
    return Stream.of(
            text(data, "voter_name"),
            text(data, "voter"),
            text(data.path("requester"), "name"),
            text(data.path("requester"), "subject"))
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse("somebody");
  }

  private static String verb(JsonNode data) {
    return switch (text(data, "verdict")) {
      case "approve" -> "approved";
      case "reject" -> "rejected it";
      case "send-back" -> "sent it back";
      case "withdraw" -> "withdrew their vote";
      default -> text(data, "verdict");
    };
  }

  private static String tone(JsonNode data) {
    return switch (text(data, "verdict")) {
      case "approve" -> "ok";
      case "withdraw" -> "dim";
      default -> "bad";
    };
  }

  /** The gateway's event names the requester of the vote, policy's answer its voter. */
  private static String vote(JsonNode data) {
    var voter = text(data, "voter");
    return (voter.isEmpty() ? text(data.path("requester"), "subject") : voter)
        + ' '
        + text(data, "voted_at");
  }

  private static String text(JsonNode data, String field) {
    return data.path(field).asText("");
  }
}
