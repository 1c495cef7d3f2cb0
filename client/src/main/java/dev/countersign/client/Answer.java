package dev.countersign.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/** What the API answered, as it is. */
public record Answer(int status, HttpHeaders headers, byte[] content) {
  /** The first value of a header, or an empty text. */
  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /** The body as JSON; a missing node where it is none. */
  public JsonNode body() {
    try {
      return Wire.MAPPER.readTree(content);
    } catch (IOException notJson) {
      return MissingNode.getInstance();
    }
  }

  public String text() {
    return new String(content, StandardCharsets.UTF_8);
  }

  /** A field of the body as text; empty where there is none. */
  public String text(String field) {
    return body().path(field).asText();
  }

  /** Of a problem document: its name, the last part of {@code type}. */
  public String problem() {
    return Problem.of(this).name();
  }

  /** In every log line and event of the request. */
  public String correlationId() {
    return header("X-Correlation-Id");
  }

  /** The body as one of the records. */
  public <T> T as(Class<T> type) {
    try {
      return Wire.MAPPER.readValue(content, type);
    } catch (IOException e) {
      throw new NotAnswered(
          "HTTP " + status + " with a body that is no " + type.getSimpleName(), e);
    }
  }

  @Override
  public String toString() {
    return "HTTP " + status + ' ' + text();
  }
}
