package dev.countersign.console.operation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.client.HistoryEntry;
import dev.countersign.client.Operation;
import dev.countersign.console.page.Moment;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What was seen of the effect, and what finds it at AWS.
 *
 * @param requests ids of requests to AWS, for CloudTrail
 * @param sessions names of the sessions that acted, for CloudTrail
 */
public record Proof(List<Seen> seen, List<String> requests, List<String> sessions) {

  /** One look at AWS. */
  public record Seen(String source, List<Fact> facts, Moment at) {}

  /** A name and a value, as AWS gave them. */
  public record Fact(String name, String value) {}

  static Proof of(Operation operation, List<HistoryEntry> history) {
    var requests = new LinkedHashSet<String>();
    var sessions = new LinkedHashSet<String>();
    var fault = operation.fault();
    if (fault != null && fault.awsRequestId() != null) {
      requests.add(fault.awsRequestId());
    }
    history.forEach(entry -> {
      find(entry.data(), "aws_request_id", requests);
      find(entry.data(), "session_name", sessions);
    });
    var evidence = operation.evidence();
    var seen =
        evidence == null
            ? history.reversed().stream()
                .map(entry -> seen(entry.data().path("evidence")))
                .filter(list -> !list.isEmpty())
                .findFirst()
                .orElse(List.of())
            : evidence.stream()
                .map(one ->
                    new Seen(
                        one.source(),
                        one.facts().entrySet().stream()
                            .map(fact -> new Fact(fact.getKey(), fact.getValue()))
                            .toList(),
                        Moment.now(one.seenAt())))
                .toList();
    return new Proof(seen, List.copyOf(requests), List.copyOf(sessions));
  }

  public boolean isEmpty() {
    return Stream.of(seen, requests, sessions).allMatch(List::isEmpty);
  }

  private static List<Seen> seen(JsonNode evidence) {
    var all = new ArrayList<Seen>();
    evidence.forEach(one -> {
      var facts = new ArrayList<Fact>();
      one.path("facts")
          .properties()
          .forEach(fact -> facts.add(new Fact(fact.getKey(), fact.getValue().asText())));
      all.add(
          new Seen(
              one.path("source").asText(),
              facts,
              Moment.now(java.time.Instant.parse(one.path("seen_at").asText()))));
    });
    return all;
  }

  private static void find(JsonNode data, String field, Set<String> found) {
    data.findValuesAsText(field).stream().filter(text -> !text.isEmpty()).forEach(found::add);
  }
}
