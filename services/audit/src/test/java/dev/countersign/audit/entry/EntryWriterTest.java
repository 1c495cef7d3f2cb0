package dev.countersign.audit.entry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.audit.entry.LedgerRecord.Header;
import dev.countersign.audit.entry.LedgerRecord.Position;
import dev.countersign.audit.tree.Hash;
import dev.countersign.audit.wiring.SampleEvents;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventCodec;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.event.InstanceEvent.InstanceGone;
import dev.countersign.contracts.event.StatusEvent.OperationProgressed;
import dev.countersign.contracts.json.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/* NullAway does not see the annotation on arrays of compiled classes: byte @Nullable []. */
@NullUnmarked
class EntryWriterTest {
  private static final Instant NOW = Instant.parse("2026-05-01T09:00:00.123456Z");
  private static final Event EVENT = SampleEvents.requested("0190-op", "alice");

  @Test
  void anEventsValueIsEmbeddedByteForByte() throws IOException {
    var entry = EntryWriter.write(recordOf(EVENT), NOW);

    var data = json(entry).get("data");
    assertArrayEquals(EventCodec.value(EVENT), Json.mapper().writeValueAsBytes(data));
    assertEquals(EVENT.id(), json(entry).at("/attributes/id").asText());
    assertEquals("event", json(entry).get("kind").asText());
  }

  @Test
  void anEntryIsOneLineWithItsKeysInOrder() {
    assertEquals(
        "{\"attributes\":{\"correlationid\":\"c\",\"id\":\"i\",\"partitionkey\":\"1:r:d\","
            + "\"sequence\":\"3\",\"source\":\"/s\",\"specversion\":\"1.0\",\"subject\":\"op\","
            + "\"time\":\"2026-05-01T08:00:00Z\","
            + "\"type\":\"dev.countersign.operation.progressed.v1\"},"
            + "\"data\":{\"message\":\"m\",\"operation_id\":\"op\",\"phase\":\"p\"},"
            + "\"key\":\"1:r:d\",\"kind\":\"event\",\"offset\":9,\"partition\":2,"
            + "\"recorded_at\":\"2026-05-01T09:00:00.123456Z\",\"topic\":\"t\"}",
        text(
            EntryWriter.write(
                record(
                    "1:r:d",
                    fixedHeaders(),
                    "{\"message\":\"m\",\"operation_id\":\"op\",\"phase\":\"p\"}".getBytes(UTF_8)),
                NOW)));
  }

  @Test
  void aValueThatIsNotInCanonicalFormKeepsItsBytes() throws IOException {
    var value =
        "{ \"phase\": \"p\", \"operation_id\": \"op\",\n\"message\": \"m\"}".getBytes(UTF_8);
    var entry = EntryWriter.write(record("1:r:d", fixedHeaders(), value), NOW);

    assertEquals(EntryKind.EVENT, entry.kind());
    assertArrayEquals(value, base64(json(entry), "data_base64"));
  }

  @Test
  void aTombstoneHasNoData() throws IOException {
    var gone =
        SampleEvents.event(
            "/countersign/executor",
            SampleEvents.INSTANCE.toString(),
            1,
            new InstanceGone(SampleEvents.INSTANCE));
    var entry = EntryWriter.write(recordOf(gone), NOW);

    assertEquals(EntryKind.EVENT, entry.kind());
    assertTrue(json(entry).path("data").isMissingNode());
    assertEquals(SampleEvents.INSTANCE.toString(), entry.facts().instance());
  }

  @Test
  void largeContentIsHashedAndKeptBeside() throws IOException {
    var event =
        SampleEvents.event(
            "/s", "op", 1, new OperationProgressed("op", "p", null, "x".repeat(70_000)));
    var entry = EntryWriter.write(recordOf(event), NOW);

    assertTrue(entry.bytes().length < 2_000);
    var detached = entry.detached();
    assertNotNull(detached);
    assertArrayEquals(EventCodec.value(event), detached);
    assertEquals(Hash.ofContent(detached).hex(), json(entry).get("data_sha256").asText());
    assertEquals(detached.length, json(entry).get("data_size").asInt());
  }

  @Test
  void whatIsNoEventIsKeptWhole() throws IOException {
    for (int seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      var value = bytes(random, random.nextInt(5) == 0 ? 100_000 : 200);
      var key = bytes(random, 20);
      var headers =
          List.of(new Header("ce_id", bytes(random, 8)), new Header("other", bytes(random, 8)));
      var entry =
          EntryWriter.write(
              new LedgerRecord(new Position("t", 0, seed), 0, key, headers, value), NOW);

      assertEquals(EntryKind.UNREADABLE, entry.kind(), "seed " + seed);
      assertTrue(entry.bytes().length <= Entry.MAX_LENGTH, "seed " + seed);
      var beside = entry.detached();
      var raw = beside == null ? json(entry).get("raw") : Json.mapper().readTree(beside);
      assertArrayEquals(value, base64(raw, "value_base64"), "seed " + seed);
      assertArrayEquals(key, base64(raw, "key_base64"), "seed " + seed);
      assertEquals(2, raw.get("headers").size(), "seed " + seed);
    }
  }

  @Test
  void anUnknownTypeKeepsItsNameSoThatItCanBeAcknowledged() {
    var headers = new ArrayList<>(fixedHeaders());
    headers.add(new Header("ce_type", "dev.countersign.operation.teleported.v7".getBytes(UTF_8)));
    var entry = EntryWriter.write(record("k", headers, "{}".getBytes(UTF_8)), NOW);

    assertEquals(EntryKind.UNREADABLE, entry.kind());
    var origin = entry.origin();
    assertNotNull(origin);
    assertTrue(origin.identity().named());
    assertEquals("i", origin.identity().eventId());
  }

  @Test
  void whatPostgresCannotStoreDoesNotStopTheLedger() {
    var nul = new ArrayList<>(fixedHeaders());
    nul.add(new Header("ce_subject", "a\0b".getBytes(UTF_8)));
    assertEquals(EntryKind.UNREADABLE, EntryWriter.write(record("k", nul, valid()), NOW).kind());

    var late = new ArrayList<>(fixedHeaders());
    late.add(new Header("ce_time", "+999999999-01-01T00:00:00Z".getBytes(UTF_8)));
    var entry = EntryWriter.write(record("k", late, valid()), NOW);
    assertEquals(EntryKind.EVENT, entry.kind());
    assertEquals(NOW, entry.facts().occurredAt());

    var operation = "{\"message\":\"m\",\"operation_id\":\"a\\u0000\",\"phase\":\"p\"}";
    var named = EntryWriter.write(record("k", fixedHeaders(), operation.getBytes(UTF_8)), NOW);
    assertNull(named.facts().operation());
  }

  @Test
  void theContentHashSeesAttributesKeyAndValueAndNothingElse() {
    var record = record("k", fixedHeaders(), valid());
    var traced = new ArrayList<>(fixedHeaders());
    traced.add(new Header("traceparent", "00-1".getBytes(UTF_8)));
    var renumbered = new ArrayList<>(fixedHeaders());
    renumbered.add(new Header("ce_sequence", "4".getBytes(UTF_8)));

    assertEquals(record.contentHash(), record("k", traced, valid()).contentHash());
    assertNotEquals(record.contentHash(), record("k", renumbered, valid()).contentHash());
    assertNotEquals(record.contentHash(), record("l", fixedHeaders(), valid()).contentHash());
    assertNotEquals(record.contentHash(), record("k", fixedHeaders(), null).contentHash());
    assertNotEquals(
        record("k", fixedHeaders(), new byte[0]).contentHash(),
        record("k", fixedHeaders(), null).contentHash());
  }

  @Test
  void factsAreThoseOfTheEvent() {
    var operation = EventIds.next();
    var asked = Facts.of(SampleEvents.requested(operation, "alice"));
    assertEquals(operation, asked.operation());
    assertEquals("alice", asked.person());
    assertEquals("dev-postgres-01", asked.identifier());
    var refused = Facts.of(SampleEvents.rejected(operation));
    assertEquals("production", refused.environment());
    assertNull(refused.person());
  }

  private static byte[] valid() {
    return "{\"message\":\"m\",\"operation_id\":\"op\",\"phase\":\"p\"}".getBytes(UTF_8);
  }

  private static List<Header> fixedHeaders() {
    return List.of(
        header("ce_specversion", "1.0"),
        header("ce_id", "i"),
        header("ce_source", "/s"),
        header("ce_type", "dev.countersign.operation.progressed.v1"),
        header("ce_subject", "op"),
        header("ce_time", "2026-05-01T08:00:00Z"),
        header("ce_partitionkey", "1:r:d"),
        header("ce_sequence", "3"),
        header("ce_correlationid", "c"));
  }

  private static Header header(String name, String value) {
    return new Header(name, value.getBytes(UTF_8));
  }

  private static LedgerRecord record(String key, List<Header> headers, byte @Nullable [] value) {
    return new LedgerRecord(new Position("t", 2, 9), 0, key.getBytes(UTF_8), headers, value);
  }

  private static LedgerRecord recordOf(Event event) {
    var headers =
        EventCodec.headers(event).entrySet().stream()
            .map(one -> header(one.getKey(), one.getValue()))
            .toList();
    return record(event.partitionKey(), headers, EventCodec.value(event));
  }

  private static byte[] bytes(Random random, int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] base64(JsonNode node, String field) {
    return Base64.getDecoder().decode(node.get(field).asText());
  }

  private static JsonNode json(Entry entry) throws IOException {
    return Json.mapper().readTree(entry.bytes());
  }

  private static String text(Entry entry) {
    return new String(entry.bytes(), UTF_8);
  }
}
