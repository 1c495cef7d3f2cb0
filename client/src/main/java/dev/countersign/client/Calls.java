package dev.countersign.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calls that are repeated where that is safe, and answers that are records. */
final class Calls {
  private final RawApi raw;
  private final Duration patience;
  private final String correlationId;
  private final Consumer<? super RuntimeException> told;

  Calls(RawApi raw, Duration patience) {
    this(raw, patience, "", _ -> {});
  }

  private Calls(
      RawApi raw,
      Duration patience,
      String correlationId,
      Consumer<? super RuntimeException> told) {
    this.raw = raw;
    this.patience = patience;
    this.correlationId = correlationId;
    this.told = told;
  }

  /**
   * @param other the correlation id of every call; where it is empty, the gateway makes one for
   *     each
   */
  Calls under(String other) {
    return new Calls(raw, patience, other, told);
  }

  Calls telling(Consumer<? super RuntimeException> other) {
    return new Calls(raw, patience, correlationId, other);
  }

  /** The same for another person, over the same connections. */
  Calls forCaller(Supplier<String> token, List<String> headers) {
    return new Calls(raw.forCaller(token, headers), patience, "", told);
  }

  RawApi raw() {
    return raw;
  }

  Repeats repeats() {
    return new Repeats(patience, told);
  }

  /** Reads change nothing. */
  Answer get(String path) {
    return repeats().answer(() -> raw.get(path, headers()));
  }

  <T> T get(String path, Class<T> type) {
    return get(path).as(type);
  }

  /** Every page of a list. */
  <P, T> Stream<T> list(String path, Class<P> type, Function<P, Pages.Page<T>> page) {
    return Pages.stream(cursor -> page.apply(get(continued(path, cursor), type)));
  }

  /** Every page of a list, as it came. */
  Stream<Answer> pages(String path) {
    return Pages.stream(cursor -> {
      var answer = get(continued(path, cursor));
      var next = answer.body().path("next_cursor").asText(null);
      return new Pages.Page<>(List.of(answer), next);
    });
  }

  /** The path of the page behind a cursor; of the first where there is none. */
  static String continued(String path, @Nullable String cursor) {
    return cursor == null ? path : Endpoint.query(path, Map.of("cursor", cursor));
  }

  /** What is in a field of every page. */
  Stream<JsonNode> items(String path, String field) {
    return pages(path).flatMap(page -> page.body().path(field).valueStream());
  }

  /** Once, as the server may not know a repeat from a second request. */
  Answer post(String path, Object body) {
    return Repeats.successful(raw.post(path, Wire.text(body), headers()));
  }

  /** A question that is too long for a path; it changes nothing. */
  Answer ask(String path, Object body) {
    var text = Wire.text(body);
    return repeats().answer(() -> raw.post(path, text, headers()));
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
    return repeats().answer(() -> raw.post(path, text, more));
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
