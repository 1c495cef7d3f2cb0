package dev.countersign.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/** The events of one operation, each once, until it has ended: the entries of its history. */
final class Following extends Live<JsonNode> {
  private final Calls calls;
  private final String id;
  private long seen;

  Following(Calls calls, String id, long seen) {
    super(calls.repeats());
    this.calls = calls;
    this.id = id;
    this.seen = seen;
  }

  @Override
  EventConnection open() {
    return calls.open(Endpoint.FOLLOW.path(id), Long.toString(seen));
  }

  @Override
  JsonNode read(String data) throws IOException {
    return Wire.MAPPER.readTree(data);
  }

  @Override
  void delivered(JsonNode entry) {
    seen = position(entry);
  }

  @Override
  boolean ended() {
    var operation = operation();
    return over(operation) && version(operation) <= seen;
  }

  @Override
  Optional<Stream<JsonNode>> otherwise() {
    // The state first: what led to it is in the history that is read after it.
    var operation = operation();
    var entries = calls.items(Endpoint.HISTORY.path(id), "events").toList();
    if (over(operation) && entries.size() >= version(operation)) {
      finish();
    }
    return Optional.of(entries.stream().filter(entry -> position(entry) > seen));
  }

  private JsonNode operation() {
    return calls.get(Endpoint.OPERATION.path(id), JsonNode.class);
  }

  private static boolean over(JsonNode operation) {
    return Status.of(operation.path("status").asText()).ended();
  }

  private static long version(JsonNode operation) {
    return operation.path("version").asLong();
  }

  private static long position(JsonNode entry) {
    return entry.path("position").asLong();
  }
}
