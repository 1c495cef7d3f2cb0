package dev.countersign.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.cli.output.Printer;
import dev.countersign.cli.session.Paths;
import dev.countersign.client.Answer;
import dev.countersign.client.Documents;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Waits by the live stream of an operation: few requests, however long it takes. */
public final class Waiting {
  /** Many of these come, and none of them decides anything. */
  private static final Set<String> ON_THE_WAY = Set.of("requested", "queued", "progressed");

  private final Documents api;
  private final Consumer<JsonNode> told;

  /**
   * @param told of each event
   */
  public Waiting(Documents api, Consumer<JsonNode> told) {
    this.api = api;
    this.told = told;
  }

  /**
   * The operation as it is then, or when the time is over.
   *
   * @param shown the operation as it was answered
   */
  public Answer until(Predicate<JsonNode> met, Answer shown, Duration timeout) {
    var operation = Printer.json(shown);
    if (met.test(operation)) {
      return shown;
    }
    var path = Documents.path(Paths.OPERATION, operation.path("operation_id").asText());
    try (var events = follow(operation)) {
      var alarm = Thread.ofVirtual().start(() -> closeAfter(timeout, events));
      try {
        for (var each = events.iterator(); each.hasNext(); ) {
          var event = each.next();
          told.accept(event);
          if (!ON_THE_WAY.contains(HistoryView.name(event))) {
            var now = api.get(path);
            if (met.test(Printer.json(now))) {
              return now;
            }
          }
        }
      } finally {
        alarm.interrupt();
      }
    }
    return api.get(path);
  }

  private Stream<JsonNode> follow(JsonNode operation) {
    return api.follow(operation.path("operation_id").asText(), operation.path("version").asLong());
  }

  private static void closeAfter(Duration timeout, Stream<JsonNode> events) {
    try {
      Thread.sleep(timeout);
      events.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
