package dev.countersign.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;

/** What the gateway answered. */
public record Answer(int status, HttpHeaders headers, JsonNode body) {
  public Answer expect(int expected) {
    StoryFailed.unless(
        status == expected, "expected HTTP " + expected + ", got " + status + ": " + body);
    return this;
  }

  public String text() {
    return body.toString();
  }

  public String text(String field) {
    return body.path(field).asText();
  }

  public String operationId() {
    var id = text("operation_id");
    StoryFailed.unless(!id.isEmpty(), "no operation_id in " + body);
    return id;
  }
}
