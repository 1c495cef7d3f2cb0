package dev.countersign.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every manifest is what its schema says; and the schemas notice what is not. */
class StrictSchemasTest {
  @ParameterizedTest
  @ValueSource(strings = {"local", "staging", "production"})
  void everyManifestOfTheOverlayHasNothingUnknownAndNothingMissing(String overlay) {
    var complaints =
        Manifest.of(overlay).stream()
            .flatMap(manifest -> StrictSchemas.check(manifest).stream())
            .toList();
    assertEquals(List.of(), complaints);
  }

  @Test
  void anUnknownFieldFailsWhereverItIsPut() {
    var accepted = new ArrayList<String>();
    int planted = 0;
    for (var manifest : oneOfEachKind()) {
      for (var path : objects(manifest.node(), "")) {
        planted++;
        var copy = manifest.node().deepCopy();
        // An object, so that a map of texts, which takes any name, is no place for it either.
        ((ObjectNode) copy.at(path)).putObject("plantedField").put("planted", true);
        if (StrictSchemas.check(new Manifest(copy)).isEmpty()) {
          accepted.add(manifest + " at " + path);
        }
      }
    }
    assertEquals(List.of(), accepted);
    assertNotEquals(0, planted);
  }

  @ParameterizedTest
  @CsvSource({
    "Deployment, /spec/template/spec/containers/0, readinessProbe, /spec/template/spec",
    "Deployment, /spec/template/spec, topologySpreadConstraints, /spec",
    "Deployment, /spec/strategy/rollingUpdate, maxUnavailable, /spec/strategy",
    "Job, /spec, backoffLimit, /spec/template/spec",
    "PodDisruptionBudget, /spec, maxUnavailable, /metadata",
    "NetworkPolicy, /spec, policyTypes, ''",
    "Kafka, /spec/kafka, authorization, /spec",
    "KafkaNodePool, /spec, replicas, /spec/storage",
    "KafkaTopic, /spec, partitions, /spec/config",
    "KafkaUser, /spec/authorization, acls, /spec",
    "Cluster, /spec/managed, roles, /spec",
    "Cluster, /spec/postgresql, synchronous, /spec",
    "Database, /spec, databaseReclaimPolicy, /spec/cluster",
    "ScheduledBackup, /spec, method, /spec/cluster",
    "ObjectStore, /spec, retentionPolicy, /spec/configuration",
    "ScaledObject, /spec, maxReplicaCount, /spec/scaleTargetRef",
    "ScaledObject, /spec/triggers/0/metadata, lagThreshold, /spec/triggers/0",
    "TriggerAuthentication, /spec, secretTargetRef, ''",
    "ExternalSecret, /spec, refreshInterval, /spec/target",
    "SecretStore, /spec/provider/aws, region, /spec/provider",
    "ServiceMonitor, /spec/endpoints/0, path, /spec",
    "PrometheusRule, /spec/groups/0/rules/0, expr, /spec/groups/0",
  })
  void aFieldInTheWrongPlaceFails(String kind, String from, String field, String to) {
    var manifest = new Manifest(any(kind).node().deepCopy());
    var value = ((ObjectNode) manifest.at(from)).remove(field);
    ((ObjectNode) manifest.at(to)).set(field, value);

    assertFalse(StrictSchemas.check(manifest).isEmpty());
  }

  @Test
  void aValueOfTheWrongTypeFails() {
    var manifest = new Manifest(any("ScaledObject").node().deepCopy());
    // KEDA takes texts here, and says so only when it runs.
    ((ObjectNode) manifest.at("/spec/triggers/0/metadata")).put("lagThreshold", 200);

    assertFalse(StrictSchemas.check(manifest).isEmpty());
  }

  @Test
  void aKindThatNobodyDescribedFails() {
    var manifest = new Manifest(Yaml.read("{apiVersion: v1, kind: Pod, metadata: {name: any}}"));

    assertFalse(StrictSchemas.check(manifest).isEmpty());
  }

  /** Of each kind the largest, which has the most to plant in. */
  private static List<Manifest> oneOfEachKind() {
    var largest = new TreeMap<String, Manifest>();
    for (var overlay : List.of("local", "staging", "production")) {
      for (var manifest : Manifest.of(overlay)) {
        largest.merge(manifest.kind(), manifest, (a, b) -> size(a) >= size(b) ? a : b);
      }
    }
    return List.copyOf(largest.values());
  }

  private static int size(Manifest manifest) {
    return manifest.node().toString().length();
  }

  private static Manifest any(String kind) {
    return oneOfEachKind().stream()
        .filter(manifest -> manifest.kind().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  /** Pointers to all objects in a tree. */
  private static List<String> objects(JsonNode node, String path) {
    var found = new ArrayList<String>();
    if (node.isObject()) {
      found.add(path);
      for (var field : node.properties()) {
        var name = field.getKey().replace("~", "~0").replace("/", "~1");
        found.addAll(objects(field.getValue(), path + "/" + name));
      }
    } else if (node.isArray()) {
      for (int n = 0; n < node.size(); n++) {
        found.addAll(objects(node.get(n), path + "/" + n));
      }
    }
    return found;
  }
}
