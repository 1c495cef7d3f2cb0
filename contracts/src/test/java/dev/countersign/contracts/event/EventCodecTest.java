package dev.countersign.contracts.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.event.ResourceEvent.ResourceGone;
import dev.countersign.contracts.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
  private final Golden golden = Golden.of("dev.countersign.operation.requested.v1");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ce_specversion",
        "ce_id",
        "ce_source",
        "ce_type",
        "ce_subject",
        "ce_time",
        "ce_partitionkey",
        "ce_sequence",
        "ce_correlationid"
      })
  void aMissingHeaderIsNamed(String header) {
    assertTrue(whyWithout(header).contains(header));
    assertTrue(whyWithHeader(header, "").contains(header));
  }

  @ParameterizedTest
  @CsvSource({
    "ce_specversion, 0.3",
    "ce_time, yesterday",
    "ce_time, 2026-11-20 10:15",
    "ce_sequence, one",
    "ce_sequence, -1",
    "ce_sequence, 99999999999999999999",
    "ce_subject, 01a21c3b-0000-7000-8000-000000000000",
  })
  void aMalformedHeaderIsNamedAndNotQuoted(String header, String value) {
    var why = whyWithHeader(header, value);
    assertTrue(why.contains(header), why);
    assertFalse(why.contains(value), why);
  }

  @Test
  void anUnknownTypeIsRefused() {
    assertTrue(
        whyWithHeader("ce_type", "dev.countersign.operation.requested.v2").contains("event type"));
  }

  @Test
  void causationAndTraceMayBeAbsent() {
    var headers = new HashMap<>(golden.headers());
    headers.remove("ce_causationid");
    headers.remove("ce_traceparent");
    var trace = EventCodec.read(headers, golden.bytes()).trace();
    assertNull(trace.causationId());
    assertNull(trace.traceparent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "operation_id",
        "operation",
        "resource",
        "resource_identifier",
        "parameters",
        "requester",
        "requested_at"
      })
  void aMissingFieldIsNamed(String field) {
    assertEquals(
        "the value is not what its type says: not readable as OperationRequested: "
            + ("OperationRequested." + field + " is missing"),
        whyWithValue(value -> value.remove(field)));
    assertTrue(whyWithValue(value -> value.putNull(field)).contains(field + " is missing"));
  }

  @Test
  void aMissingFieldWithinAFieldIsNamed() {
    assertTrue(
        whyWithValue(value -> ((ObjectNode) value.path("requester")).remove("groups"))
            .contains("OperationRequested.requester.groups is missing"));
  }

  @Test
  void aFieldOfTheWrongTypeIsNamedAndNotQuoted() {
    var why = whyWithValue(value -> value.put("requested_at", "at teatime"));
    assertTrue(why.contains("requested_at"), why);
    assertFalse(why.contains("teatime"), why);
    assertTrue(whyWithValue(value -> value.put("operation", 5)).contains("operation"));
    assertTrue(whyWithValue(value -> value.put("resource", "a:b")).contains("resource"));
    assertTrue(whyWithValue(value -> value.put("requester", "ada")).contains("requester"));
  }

  @Test
  void aNumberIsNotReadFromText() {
    var queued = Golden.of("dev.countersign.operation.queued.v1");
    for (var place : List.of("\"1\"", "1.5", "true", "null")) {
      var value =
          ("{\"operation_id\":\"" + queued.headers().get("ce_subject") + "\",\"place\":" + place)
              + "}";
      var why = why(queued.headers(), value.getBytes(StandardCharsets.UTF_8));
      assertTrue(why.contains("place"), why);
    }
  }

  @Test
  void aWholeNumberIsADuration() {
    var failed = Golden.of("dev.countersign.operation.failed.v1.minimal");
    var whole = new String(failed.bytes(), StandardCharsets.UTF_8).replace("12.5", "12");
    var event = EventCodec.read(failed.headers(), whole.getBytes(StandardCharsets.UTF_8));
    assertEquals(12.0, ((StatusEvent.OperationFailed) event.data()).durationSeconds());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "\"text\"", "{", "{}{}", "not json"})
  void whatIsNoObjectOfTheTypeIsRefused(String value) {
    assertTrue(
        why(golden.headers(), value.getBytes(StandardCharsets.UTF_8)).startsWith("the value"));
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    assertTrue(why(golden.headers(), new byte[] {(byte) 0xff, 0, 1}).startsWith("the value"));
  }

  @Test
  void onlyATombstoneHasNoValue() {
    assertEquals("the record has no value", why(golden.headers(), null));
    var gone = Golden.of("dev.countersign.resource.gone.v1").event();
    assertEquals(gone.partitionKey(), ((ResourceGone) gone.data()).key().toString());
    assertNull(EventCodec.value(gone));
  }

  @Test
  void aTombstoneNeedsAnInstanceKey() {
    var headers = new HashMap<>(Golden.of("dev.countersign.resource.gone.v1").headers());
    headers.put("ce_partitionkey", "somewhere");
    assertTrue(why(headers, null).contains("ce_partitionkey"));
  }

  @Test
  void anInstanceIsTheOneThatItsSubjectNames() {
    var observed = Golden.of("dev.countersign.resource.observed.v1");
    var headers = new HashMap<>(observed.headers());
    headers.put("ce_subject", "111122223333:eu-central-1:rds:db:db-OTHER");
    assertTrue(why(headers, observed.bytes()).contains("ce_subject"));
  }

  private String whyWithout(String header) {
    var headers = new HashMap<>(golden.headers());
    headers.remove(header);
    return why(headers, golden.bytes());
  }

  private String whyWithHeader(String header, String value) {
    var headers = new HashMap<>(golden.headers());
    headers.put(header, value);
    return why(headers, golden.bytes());
  }

  private String whyWithValue(Consumer<ObjectNode> change) {
    if (!(golden.value() instanceof ObjectNode original)) {
      throw new AssertionError("the golden event has a value");
    }
    var value = original.deepCopy();
    change.accept(value);
    return why(golden.headers(), Json.bytes(value));
  }

  private static String why(Map<String, String> headers, byte @Nullable [] value) {
    return String.valueOf(
        assertThrows(UnreadableEvent.class, () -> EventCodec.read(headers, value)).getMessage());
  }
}
