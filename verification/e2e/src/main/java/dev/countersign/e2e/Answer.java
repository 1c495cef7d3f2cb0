package dev.countersign.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;

/** What the gateway answered. */
record Answer(int status, HttpHeaders headers, JsonNode body) {
  Answer expect(int expected) {
    StoryFailed.unless(
        status == expected, "expected HTTP " + expected + ", got " + status + ": " + body);
    return this;
  }

  String text() {
    return body.toString();
  }

  String text(String field) {
    return body.path(field).asText();
  }

  String operationId() {
    var id = text("operation_id");
    StoryFailed.unless(!id.isEmpty(), "no operation_id in " + body);
    return id;
  }
}
