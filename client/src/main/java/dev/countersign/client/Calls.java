package dev.countersign.client;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calls that are repeated where that is safe, and answers that are records. */
final class Calls {
  private final RawApi raw;
  private final Duration patience;
  private final String correlationId;

  /**
   * @param correlationId of every call; where it is empty, the gateway makes one for each
   */
  Calls(RawApi raw, Duration patience, String correlationId) {
    this.raw = raw;
    this.patience = patience;
    this.correlationId = correlationId;
  }

  RawApi raw() {
    return raw;
  }

  Repeats repeats() {
    return new Repeats(patience);
  }

  /** Reads change nothing. */
  Answer get(String path) {
    return Repeats.of(patience, () -> raw.get(path, headers()));
  }

  <T> T get(String path, Class<T> type) {
    return get(path).as(type);
  }

  /** Every page of a list. */
  <P, T> Stream<T> list(String path, Class<P> type, Function<P, Pages.Page<T>> page) {
    return Pages.stream(cursor -> page.apply(get(behind(path, cursor), type)));
  }

  /** The path of the page behind a cursor; of the first where there is none. */
  static String behind(String path, @Nullable String cursor) {
    return cursor == null
        ? path
        : path + (path.contains("?") ? "&cursor=" : "?cursor=") + Endpoint.encoded(cursor);
  }

  /** Once, as the server may not know a repeat from a second request. */
  Answer post(String path, Object body) {
    return Repeats.successful(raw.post(path, Wire.text(body), headers()));
  }

  /** Once. */
  Answer delete(String path) {
    return Repeats.successful(raw.delete(path, headers()));
  }

  /** Under its key, a repeat is the same request. */
  Answer post(String path, Object body, String idempotencyKey, @Nullable String prefer) {
    var more =
        prefer == null
            ? headers("Idempotency-Key", idempotencyKey)
            : headers("Idempotency-Key", idempotencyKey, "Prefer", prefer);
    var text = Wire.text(body);
    return Repeats.of(patience, () -> raw.post(path, text, more));
  }

  /** A stream of server-sent events, behind the last one that was seen. */
  EventConnection open(String path, String lastEventId) {
    var more = lastEventId.isEmpty() ? headers() : headers("Last-Event-ID", lastEventId);
    return EventConnection.open(raw, path, more);
  }

  private String[] headers(String... more) {
    var own =
        correlationId.isEmpty() ? List.<String>of() : List.of("X-Correlation-Id", correlationId);
    return Stream.concat(own.stream(), Stream.of(more)).toArray(String[]::new);
  }
}
