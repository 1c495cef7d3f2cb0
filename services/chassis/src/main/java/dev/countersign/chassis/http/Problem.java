package dev.countersign.chassis.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One RFC 9457 problem, without the correlation id, which {@link Problems} adds.
 *
 * @param slug the last part of the type's URI
 * @param status the HTTP status
 * @param title one line, the same for every problem of this type
 * @param detail this occurrence, in the requester's words
 * @param members what else the document says, by its field names
 * @param headers of the answer, beside those that every answer has
 */
public record Problem(
    String slug,
    int status,
    String title,
    String detail,
    Map<String, Object> members,
    Map<String, String> headers) {
  /** What the types' URIs start with. */
  public static final String TYPES = "https://countersign.dev/problems/";

  public Problem {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    headers = Map.copyOf(headers);
  }

  /** One of several things that are wrong. */
  public record FieldError(String type, String field, String detail, String hint) {}

  /** A problem of a kind that a service finds itself. */
  public static Problem of(ProblemType type, String detail) {
    return new Problem(type.slug(), type.status(), type.title(), detail, Map.of(), Map.of());
  }

  /**
   * Policy said no, for a reason that has a stable code. Clients of the first API read {@code
   * error}.
   */
  public static Problem refusal(String code, String detail) {
    return new Problem(code, 403, "The operation was refused", detail, Map.of(), Map.of())
        .with("error", detail);
  }

  /** The same, saying which field of the request it is about. */
  public Problem field(String field) {
    return with("field", field);
  }

  /** The same, saying what the requester can do now. */
  public Problem nextStep(String nextStep) {
    return with("next_step", nextStep);
  }

  /** The same, with everything that was found wrong. */
  public Problem errors(List<FieldError> errors) {
    return with("errors", errors);
  }

  /** The same, with one more member; an absent value adds none. */
  public Problem with(String name, @Nullable Object value) {
    if (value == null) {
      return this;
    }
    var more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(slug, status, title, detail, more, headers);
  }

  /** The same, with one more header of the answer. */
  public Problem header(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Problem(slug, status, title, detail, members, more);
  }

  /** The same, saying when it is worth another try. */
  public Problem retryAfter(long seconds) {
    return header("Retry-After", Long.toString(seconds));
  }

  /** Whether it is of this kind. */
  public boolean is(ProblemType type) {
    return slug.equals(type.slug());
  }

  /** To end a request with. */
  public ProblemFound found() {
    return new ProblemFound(this);
  }

  /** The whole document. */
  Map<String, Object> document(String correlationId) {
    var document = new LinkedHashMap<String, Object>();
    document.put("type", TYPES + slug);
    document.put("title", title);
    document.put("status", status);
    document.put("detail", detail);
    document.putAll(members);
    document.put("correlation_id", correlationId);
    return document;
  }
}
