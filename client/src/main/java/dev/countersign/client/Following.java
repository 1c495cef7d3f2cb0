package dev.countersign.client;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/** The events of one operation, each once, until it has ended. */
final class Following extends Live<HistoryEntry> {
  private final Countersign api;
  private final Calls calls;
  private final String id;
  private long seen;

  Following(Countersign api, Calls calls, String id, long seen) {
    super(calls.repeats());
    this.api = api;
    this.calls = calls;
    this.id = id;
    this.seen = seen;
  }

  @Override
  EventConnection open() {
    return calls.open(Endpoint.FOLLOW.path(id), Long.toString(seen));
  }

  @Override
  HistoryEntry read(String data) throws IOException {
    return Wire.MAPPER.readValue(data, HistoryEntry.class);
  }

  @Override
  void delivered(HistoryEntry entry) {
    seen = entry.position();
  }

  @Override
  boolean ended() {
    var operation = api.operation(id);
    return operation.status().ended() && operation.version() <= seen;
  }

  @Override
  Optional<Stream<HistoryEntry>> otherwise() {
    // The state first: what led to it is in the history that is read after it.
    var operation = api.operation(id);
    var entries = api.history(id).toList();
    if (operation.status().ended() && entries.size() >= operation.version()) {
      finish();
    }
    return Optional.of(entries.stream().filter(entry -> entry.position() > seen));
  }
}
