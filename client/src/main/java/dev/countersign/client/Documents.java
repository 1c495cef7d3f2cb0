package dev.countersign.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The API's documents as they are, for whoever shows them or passes them on. They are asked for and
 * repeated as the records of {@link Countersign} are, and the same exceptions are thrown.
 */
public final class Documents {
  private final Calls calls;

  Documents(Calls calls) {
    this.calls = calls;
  }

  /**
   * A path of the OpenAPI document, with a value for its one placeholder.
   *
   * @param template for example {@code /api/operations/{operation_id}}
   */
  public static String path(String template, String value) {
    return Endpoint.path(template, value);
  }

  /** A path, with what is asked for as its query. */
  public static String path(String template, Map<String, String> query) {
    return Endpoint.query(template, query);
  }

  public Answer get(String path) {
    return calls.get(path);
  }

  /** Every page of a list, each when it is needed. */
  public Stream<Answer> pages(String path) {
    return calls.pages(path);
  }

  /** Under its key: a repeat is the same request. */
  public Answer submit(Submission asked) {
    return calls.post(
        Endpoint.SUBMIT.template(), asked.body(), asked.idempotencyKey(), asked.prefer());
  }

  /** What would happen, were it submitted now: changes nothing, so it is repeated. */
  public Answer preview(Submission asked) {
    return calls.ask(Endpoint.PREVIEW.template(), asked.body());
  }

  /** Sent once. */
  public Answer post(String path, JsonNode body) {
    return calls.post(path, body);
  }

  /** Sent once. */
  public Answer delete(String path) {
    return calls.delete(path);
  }

  /** As {@link Countersign#follow(String, long)}. */
  public Stream<JsonNode> follow(String id, long position) {
    return new Following(calls, id, position).stream();
  }

  /**
   * As {@link Countersign#followAll()}.
   *
   * @param connected called whenever a connection has been made: list the operations then, as what
   *     happened before it is not told
   */
  public Stream<JsonNode> followAll(Runnable connected) {
    return new FollowingAll(calls, connected).stream();
  }
}
