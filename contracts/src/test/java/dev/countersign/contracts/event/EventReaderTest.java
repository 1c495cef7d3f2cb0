package dev.countersign.contracts.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.KafkaRights;
import dev.countersign.contracts.Topics;
import dev.countersign.contracts.poison.Poison;
import dev.countersign.contracts.poison.Poisons;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/* NullAway does not see the annotation on arrays of compiled classes: byte @Nullable []. */
@NullUnmarked
class EventReaderTest {
  static final List<String> TOPICS = Topics.ALL;

  private final Golden succeeded = Golden.of("dev.countersign.operation.succeeded.v1");

  @ParameterizedTest
  @FieldSource("TOPICS")
  void whateverIsWrongWithARecordItIsUnderstoodOrRefused(String topic) {
    var wrong = new ArrayList<String>();
    var poisons = Poisons.of(topic);
    for (var poison : poisons) {
      var understood = understood(poison);
      if (understood && poison.refused()) {
        wrong.add(poison.name());
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(poisons.size() > 150, () -> topic + " has " + poisons.size());
  }

  @ParameterizedTest
  @FieldSource("TOPICS")
  void whatIsUnderstoodCanBeWrittenAgain(String topic) {
    for (var poison : Poisons.of(topic)) {
      if (understood(poison)) {
        var event = EventReader.read(poison.content());
        EventCodec.headers(event);
        EventCodec.value(event);
      }
    }
  }

  @Test
  void everyFrozenExampleIsAtHomeOnOneTopicOfItsSource() {
    var homes = new TreeMap<String, List<String>>();
    for (var golden : Golden.all()) {
      var topics = new ArrayList<String>();
      for (var topic : Topics.ALL) {
        try {
          EventReader.read(of(golden, topic));
          topics.add(topic);
        } catch (ForeignEvent e) {
          continue;
        }
      }
      homes.put(golden.name(), topics);
    }
    homes.forEach((name, topics) -> assertEquals(1, topics.size(), name));
  }

  @Test
  void anotherServicesNameOnOnesOwnTopicIsForeign() {
    assertThrows(ForeignEvent.class, () -> EventReader.read(of(succeeded, Topics.REQUESTS)));
    assertThrows(
        ForeignEvent.class, () -> EventReader.read(of(succeeded, "countersign.elsewhere")));
  }

  @Test
  void whatIsOfAnotherTopicsTypeIsForeignThoughItsSourceMayWriteBoth() {
    assertThrows(ForeignEvent.class, () -> EventReader.read(of(succeeded, Topics.RESOURCES)));
  }

  @Test
  void aForeignSourceIsToldWhateverElseIsWrong() {
    var headers = List.of(new RawHeader("ce_source", "/countersign/executor".getBytes(UTF_8)));
    assertThrows(
        ForeignEvent.class,
        () -> EventReader.read(new RawRecord(Topics.REQUESTS, null, headers, null)));
  }

  @Test
  void everyServiceHasASourceOfItsOwnForAllItsReplicas() {
    assertEquals("/countersign/gateway", Provenance.sourceOf(KafkaRights.GATEWAY));
    for (var topic : Topics.ALL) {
      for (var service : KafkaRights.values()) {
        assertEquals(
            service.mayWrite(topic), Provenance.mayWrite(Provenance.sourceOf(service), topic));
      }
    }
    assertFalse(Provenance.mayWrite("/countersign/gateway/1", Topics.REQUESTS));
  }

  @Test
  void aPlainTraceHeaderCountsWhereItIsOne() {
    var minimal = Golden.of("dev.countersign.operation.requested.v1.minimal");
    var trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    assertEquals(trace, traced(minimal, trace));
    assertEquals(null, traced(minimal, "anything\0else"));
  }

  private static String traced(Golden golden, String traceparent) {
    var raw = of(golden, Topics.REQUESTS);
    var headers = new ArrayList<>(raw.headers());
    headers.removeIf(header -> header.name().equals("ce_traceparent"));
    headers.add(new RawHeader("traceparent", traceparent.getBytes(UTF_8)));
    return EventReader.read(new RawRecord(raw.topic(), raw.key(), headers, raw.value()))
        .trace()
        .traceparent();
  }

  private static boolean understood(Poison poison) {
    try {
      EventReader.read(poison.content());
      return true;
    } catch (UnreadableEvent e) {
      assertFalse(String.valueOf(e.getMessage()).isBlank(), poison.name());
      return false;
    }
  }

  private static RawRecord of(Golden golden, String topic) {
    var headers =
        golden.headers().entrySet().stream()
            .map((Map.Entry<String, String> header) ->
                new RawHeader(header.getKey(), header.getValue().getBytes(UTF_8)))
            .toList();
    return new RawRecord(topic, golden.key(), headers, golden.bytes());
  }
}
