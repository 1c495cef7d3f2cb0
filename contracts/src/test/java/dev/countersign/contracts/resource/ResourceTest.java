package dev.countersign.contracts.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.json.UnreadableJson;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceTest {
  @ParameterizedTest
  @CsvSource({
    "'', dev.countersign.contracts.resource.Instance",
    ".cluster, dev.countersign.contracts.resource.Cluster",
    ".cluster-multi-az, dev.countersign.contracts.resource.Cluster",
    ".snapshot, dev.countersign.contracts.resource.Snapshot",
    ".other, dev.countersign.contracts.resource.OtherResource"
  })
  void theKindInItsKeySaysWhichRecordItIs(String example, Class<?> type) throws IOException {
    var json = example(example);

    var resource = Json.read(Json.bytes(json), Resource.class);

    assertInstanceOf(type, resource);
    assertEquals(json, Json.mapper().readTree(Json.bytes(resource)));
  }

  @ParameterizedTest
  @CsvSource({"'', engine", ".cluster, members", ".snapshot, source", ".other, attributes"})
  void aFieldThatItsKindNeedsIsMissed(String example, String field) throws IOException {
    var json = example(example);
    json.remove(field);
    var bytes = Json.bytes(json);

    var why = assertThrows(UnreadableJson.class, () -> Json.read(bytes, Resource.class));

    assertTrue(String.valueOf(why.getMessage()).contains(field + " is missing"), why::getMessage);
  }

  @Test
  void aResourceWithoutAKeyIsMissedIts() throws IOException {
    var json = example(".cluster");
    json.remove("key");
    var bytes = Json.bytes(json);

    var why = assertThrows(UnreadableJson.class, () -> Json.read(bytes, Resource.class));

    assertTrue(String.valueOf(why.getMessage()).contains("key is missing"), why::getMessage);
  }

  @Test
  void anInstanceHasNoKeyOfACluster() throws IOException {
    var instance = (Instance) read("");
    var cluster = (Cluster) read(".cluster");
    var json =
        ((ObjectNode) Json.mapper().valueToTree(instance)).put("key", cluster.key().toString());
    var bytes = Json.bytes(json);

    assertThrows(UnreadableJson.class, () -> Json.read(bytes, Instance.class));
  }

  @Test
  void aClusterKnowsItsWriterAndItsReaders() throws IOException {
    var cluster = (Cluster) read(".cluster");

    assertEquals("prod-aurora-pg-1", cluster.writer().orElseThrow().identifier());
    assertEquals("prod-aurora-pg-2", cluster.readers().getFirst().identifier());
    assertEquals(1, cluster.readers().size());
  }

  @Test
  void theTimeOfTheLookIsNoDifference() throws IOException {
    for (var example : new String[] {"", ".cluster", ".snapshot", ".other"}) {
      var resource = read(example);
      var later = resource.seenAt(resource.observedAt().plusSeconds(60));
      assertTrue(resource.sameAs(later), example);
      assertEquals(resource.observedAt().plusSeconds(60), later.observedAt());
    }
    assertFalse(read("").sameAs(read(".minimal").seenAt(Instant.EPOCH)));
  }

  private static Resource read(String example) throws IOException {
    return Json.read(Json.bytes(example(example)), Resource.class);
  }

  private static ObjectNode example(String variant) throws IOException {
    var name = "/golden/v1/dev.countersign.resource.observed.v1" + variant + ".json";
    try (var file = Objects.requireNonNull(ResourceTest.class.getResourceAsStream(name), name)) {
      return (ObjectNode) Json.mapper().readTree(file).at("/value/resource");
    }
  }
}
