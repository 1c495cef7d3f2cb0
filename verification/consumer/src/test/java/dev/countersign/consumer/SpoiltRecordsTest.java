package dev.countersign.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.event.RawHeader;
import dev.countersign.contracts.event.RawRecord;
import dev.countersign.contracts.poison.Poison;
import dev.countersign.contracts.poison.Poisons;
import dev.countersign.embedded.BrokerProcess;
import dev.countersign.embedded.EventBus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documented consumer on a topic where everything is wrong that can be. */
class SpoiltRecordsTest {
  private static final String STATUS = "countersign.status";
  private static final String BEHIND = "01a21c3b-0000-7000-8000-0000000000ff";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path data;

  @Test
  void noneStopsTheOnesBehindItAndNobodyActsInAnotherServicesName() throws Exception {
    var poisons = Poisons.of(STATUS);
    var changes = new ArrayList<StatusChange>();
    try (var broker = BrokerProcess.start(data, 0);
        var bus = new EventBus(broker.bootstrapServers())) {
      var records = new ArrayList<RawRecord>(poisons.stream().map(Poison::content).toList());
      records.add(good());
      bus.sendAsTheyAre("any", records);
      var settings =
          Map.<String, Object>of(
              "bootstrap.servers", broker.bootstrapServers(), "group.id", "spoilt");
      try (var reader = new StatusReader(settings)) {
        var deadline = Instant.now().plusSeconds(180);
        while (Instant.now().isBefore(deadline) && !heard(changes)) {
          reader.poll(Duration.ofMillis(200), changes::add);
        }
        assertTrue(heard(changes), () -> changes.size() + " changes, and not the good one");
        assertTrue(reader.putAside() > poisons.size() / 4, () -> reader.putAside() + " put aside");
      }
    }
    var foreign =
        poisons.stream()
            .map(Poison::name)
            .filter(name -> name.startsWith("foreign: "))
            .map(name -> name.substring("foreign: ".length()))
            .toList();
    assertFalse(foreign.isEmpty());
    assertEquals(
        List.of(), changes.stream().map(StatusChange::type).filter(foreign::contains).toList());
  }

  private static boolean heard(List<StatusChange> changes) {
    return changes.stream().anyMatch(change -> change.operationId().equals(BEHIND));
  }

  private static RawRecord good() throws IOException {
    var home = Path.of(System.getProperty("countersign.home", "../.."));
    var file = "contracts/src/test/resources/golden/v1/dev.countersign.operation.started.v1.json";
    var event = JSON.readTree(Files.readAllBytes(home.resolve(file)));
    var value = ((ObjectNode) event.path("value")).put("operation_id", BEHIND);
    var headers = ((ObjectNode) event.path("headers")).put("ce_subject", BEHIND).put("ce_id", "x");
    return RawRecord.of(
        STATUS,
        event.path("key").asText(),
        headers.properties().stream()
            .map(one -> RawHeader.of(one.getKey(), one.getValue().asText().getBytes(UTF_8)))
            .toList(),
        JSON.writeValueAsBytes(value));
  }
}
