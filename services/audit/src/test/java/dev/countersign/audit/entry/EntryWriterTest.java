package dev.countersign.audit.entry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.audit.entry.LedgerRecord.Header;
import dev.countersign.audit.entry.LedgerRecord.Position;
import dev.countersign.audit.tree.Hash;
import dev.countersign.audit.wiring.SampleEvents;
import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventCodec;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.event.ResourceEvent.ResourceGone;
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
        "{\"attributes\":{\"correlationid\":\"c\",\"id\":\"i\",\"partitionkey\":\"111122223333:eu-central-1:rds:db:db-A\","
            + "\"sequence\":\"3\",\"source\":\"/countersign/executor\",\"specversion\":\"1.0\",\"subject\":\"op\","
            + "\"time\":\"2026-05-01T08:00:00Z\","
            + "\"type\":\"dev.countersign.operation.progressed.v1\"},"
            + "\"data\":{\"message\":\"m\",\"operation_id\":\"op\",\"phase\":\"p\"},"
            + "\"key\":\"111122223333:eu-central-1:rds:db:db-A\",\"kind\":\"event\",\"offset\":9,\"partition\":2,"
            + "\"recorded_at\":\"2026-05-01T09:00:00.123Z\",\"topic\":\"countersign.status\"}",
        text(
            EntryWriter.write(
                record(
                    "111122223333:eu-central-1:rds:db:db-A",
                    fixedHeaders(),
                    "{\"message\":\"m\",\"operation_id\":\"op\",\"phase\":\"p\"}".getBytes(UTF_8)),
                NOW)));
  }

  @Test
  void aValueThatIsNotInCanonicalFormKeepsItsBytes() throws IOException {
    var value =
        "{ \"phase\": \"p\", \"operation_id\": \"op\",\n\"message\": \"m\"}".getBytes(UTF_8);
    var entry =
        EntryWriter.write(
            record("111122223333:eu-central-1:rds:db:db-A", fixedHeaders(), value), NOW);

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
            new ResourceGone(SampleEvents.INSTANCE));
    var entry = EntryWriter.write(recordOf(gone), NOW);

    assertEquals(EntryKind.EVENT, entry.kind());
    assertTrue(json(entry).path("data").isMissingNode());
    assertEquals(SampleEvents.INSTANCE.toString(), entry.facts().resource());
  }

  @Test
  void largeContentIsHashedAndKeptBeside() throws IOException {
    var event =
        SampleEvents.event(
            "/countersign/executor",
            "op",
            1,
            new OperationProgressed("op", "p", null, "x".repeat(70_000)));
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
    var headers = with("ce_type", "dev.countersign.operation.teleported.v7");
    var entry =
        EntryWriter.write(
            record("111122223333:eu-central-1:rds:db:db-A", headers, "{}".getBytes(UTF_8)), NOW);

    assertEquals(EntryKind.UNREADABLE, entry.kind());
    var origin = entry.origin();
    assertNotNull(origin);
    assertTrue(origin.identity().named());
    assertEquals("i", origin.identity().eventId());
  }

  @Test
  void whatPostgresCannotStoreDoesNotStopTheLedger() {
    for (var headers :
        List.of(
            with("ce_subject", "a\0b"),
            with("ce_id", "\u4E00".repeat(512)),
            with("ce_time", "+999999999-01-01T00:00:00Z"))) {
      var entry =
          EntryWriter.write(record("111122223333:eu-central-1:rds:db:db-A", headers, valid()), NOW);
      assertEquals(EntryKind.UNREADABLE, entry.kind(), headers.toString());
    }
    for (var text : List.of("a\\u0000", "\\ud800")) {
      var operation = "{\"message\":\"" + text + "\",\"operation_id\":\"op\",\"phase\":\"p\"}";
      var entry =
          EntryWriter.write(
              record(
                  "111122223333:eu-central-1:rds:db:db-A",
                  fixedHeaders(),
                  operation.getBytes(UTF_8)),
              NOW);
      assertEquals(EntryKind.UNREADABLE, entry.kind());
    }
  }

  @Test
  void anAbsurdTimeIsKeptAsItsWriterGaveItAndFoundByTheLedgersClock() throws IOException {
    for (var time : List.of("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z")) {
      var entry =
          EntryWriter.write(
              record("111122223333:eu-central-1:rds:db:db-A", with("ce_time", time), valid()), NOW);
      assertEquals(EntryKind.EVENT, entry.kind());
      assertEquals(time, json(entry).at("/attributes/time").asText());
      assertEquals(NOW, entry.facts().occurredAt());
    }
  }

  @Test
  void whatAnotherServiceWroteInThisOnesNameIsAnAlarmThatTakesNoNameAndNoNumber()
      throws IOException {
    var event = SampleEvents.progressed("op", 7);
    var misplaced =
        new LedgerRecord(
            new Position(Topics.REQUESTS, 2, 9),
            0,
            event.partitionKey().getBytes(UTF_8),
            recordOf(event).headers(),
            EventCodec.value(event));
    var entry = EntryWriter.write(misplaced, NOW);

    assertEquals(EntryKind.ALARM, entry.kind());
    assertEquals("ledger.foreign-event", entry.facts().type());
    assertEquals("foreign-event", json(entry).at("/alarm/name").asText());
    assertEquals("countersign.requests", json(entry).at("/topic").asText());
    assertArrayEquals(EventCodec.value(event), base64(json(entry).get("raw"), "value_base64"));
    var origin = entry.origin();
    assertNotNull(origin);
    assertFalse(origin.identity().named());
    assertEquals(0, origin.sequence());
  }

  @Test
  void anUnreadableRecordTakesNoNameThatIsNotItsWritersToGive() {
    var headers = List.of(header("ce_id", "i"), header("ce_source", "/countersign/executor"));
    for (var topic : Topics.RECORDED) {
      var input = new LedgerRecord(new Position(topic, 2, 9), 0, null, headers, valid());
      var origin = EntryWriter.write(input, NOW).origin();
      assertNotNull(origin);
      var executors = topic.equals(Topics.STATUS) || topic.equals(Topics.RESOURCES);
      assertEquals(executors, origin.identity().named(), topic);
    }
  }

  @Test
  void aConflictIsWrittenWhateverAnAttributeThatIsNotOursHolds() throws IOException {
    var headers = new ArrayList<>(fixedHeaders());
    headers.add(header("ce_other", "a\0b"));
    var entry =
        EntryWriter.write(record("111122223333:eu-central-1:rds:db:db-A", headers, valid()), NOW);
    assertEquals(EntryKind.EVENT, entry.kind());

    var conflict = EntryWriter.asConflict(entry);

    assertEquals(text(entry).replace("\"event\"", "\"conflict\""), text(conflict));
  }

  @Test
  void anEventThatOnlyJustFitsFitsAsAConflictToo() {
    for (int length = 65_000; length < 65_300; length++) {
      var event =
          SampleEvents.event(
              "/countersign/executor",
              "op",
              1,
              new OperationProgressed("op", "p", null, "x".repeat(length)));
      var entry = EntryWriter.write(recordOf(event), NOW);
      assertTrue(EntryWriter.asConflict(entry).bytes().length <= Entry.MAX_LENGTH);
    }
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
        header("ce_source", "/countersign/executor"),
        header("ce_type", "dev.countersign.operation.progressed.v1"),
        header("ce_subject", "op"),
        header("ce_time", "2026-05-01T08:00:00Z"),
        header("ce_partitionkey", "111122223333:eu-central-1:rds:db:db-A"),
        header("ce_sequence", "3"),
        header("ce_correlationid", "c"));
  }

  private static List<Header> with(String name, String value) {
    return fixedHeaders().stream()
        .map(header -> header.name().equals(name) ? header(name, value) : header)
        .toList();
  }

  private static Header header(String name, String value) {
    return new Header(name, value.getBytes(UTF_8));
  }

  private static LedgerRecord record(String key, List<Header> headers, byte @Nullable [] value) {
    return new LedgerRecord(
        new Position(Topics.STATUS, 2, 9), 0, key.getBytes(UTF_8), headers, value);
  }

  private static LedgerRecord recordOf(Event event) {
    var headers =
        EventCodec.headers(event).entrySet().stream()
            .map(one -> header(one.getKey(), one.getValue()))
            .toList();
    var topic =
        event.data() instanceof ResourceGone ? Topics.RESOURCES : SampleEvents.topicOf(event);
    return new LedgerRecord(
        new Position(topic, 2, 9),
        0,
        event.partitionKey().getBytes(UTF_8),
        headers,
        EventCodec.value(event));
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
