package dev.countersign.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The compose file: nothing in it is unknown, secret, unlimited, or started too early. */
class ComposeTest {
  private static final JsonNode FILE = Yaml.document("docker-compose.yml");
  private static final JsonNode COMMON = Yaml.document("deploy/compose/common.yaml");
  private static final JsonNode DEMO = Yaml.document("deploy/compose/demo.yaml");

  @Test
  void nothingInItIsUnknown() {
    assertEquals(List.of(), StrictSchemas.check("compose", FILE));
    assertEquals(List.of(), StrictSchemas.check("compose", COMMON));
    assertEquals(List.of(), StrictSchemas.check("compose", DEMO));
  }

  @Test
  void anUnknownKeyIsNoticed() {
    var copy = FILE.deepCopy();
    ((ObjectNode) copy.at("/services/gateway")).put("memory", "512M");

    assertFalse(StrictSchemas.check("compose", copy).isEmpty());
  }

  @Test
  void everyContainerHasALimitAndThoseThatStayHaveAHealthCheck() {
    services()
        .forEach((name, service) -> {
          assertTrue(service.at("/deploy/resources/limits/memory").isTextual(), name);
          if (!service.path("restart").asText().equals("no")) {
            assertTrue(service.has("healthcheck"), name);
          }
        });
  }

  @Test
  void ourContainersWriteNowhereAndGainNothing() {
    services()
        .forEach((name, service) -> {
          if (service.path("image").asText().startsWith("countersign/")) {
            assertTrue(service.path("read_only").asBoolean(), name);
            assertEquals("[\"ALL\"]", service.path("cap_drop").toString(), name);
            assertEquals(
                "[\"no-new-privileges:true\"]", service.path("security_opt").toString(), name);
          }
        });
  }

  @Test
  void aServiceStartsWhenItsDatabaseAndTopicsAreReady() {
    for (var name : List.of("gateway", "policy", "executor", "executor-aws", "audit")) {
      var needs = FILE.at("/services/" + name + "/depends_on");
      var database = name.replace("-aws", "") + "-migration";
      assertEquals(
          "service_completed_successfully", needs.at("/kafka-setup/condition").asText(), name);
      assertEquals(
          "service_completed_successfully", needs.path(database).path("condition").asText(), name);
    }
  }

  @Test
  void nothingSecretIsInItAndEverySecretIsMadeByTheScript() {
    var text = Yaml.text("docker-compose.yml") + Yaml.text("deploy/compose/common.yaml");
    assertFalse(text.matches("(?s).*(PASSWORD|SECRET_ACCESS_KEY|JAAS_CONFIG): *[^\\s/$].*"), text);
    assertFalse(Yaml.text(".env").matches("(?si).*(password|secret|token|key) *=.*"));

    FILE.path("secrets")
        .forEach(secret ->
            assertTrue(secret.path("file").asText().startsWith(".countersign/deploy/secrets/")));
    assertTrue(Yaml.text(".gitignore").lines().anyMatch(".countersign/"::equals));
    var used = new TreeSet<String>();
    services()
        .values()
        .forEach(service ->
            service
                .path("secrets")
                .forEach(secret ->
                    used.add(
                        secret.isTextual() ? secret.asText() : secret.path("source").asText())));
    var declared = new TreeSet<String>();
    FILE.path("secrets").fieldNames().forEachRemaining(declared::add);
    assertEquals(declared, used);
  }

  @Test
  void onlyLoopbackIsPublished() {
    services()
        .forEach((name, service) ->
            service
                .path("ports")
                .forEach(port -> assertTrue(port.asText().startsWith("127.0.0.1:"), name)));
  }

  @Test
  void whatIsMountedIsInTheCheckout() {
    services()
        .forEach((name, service) ->
            service
                .path("volumes")
                .forEach(volume -> {
                  var from = volume.asText().replaceFirst("^\\$\\{\\w+:-(.*)}", "$1");
                  if (from.startsWith("./")) {
                    var file = Yaml.file(from.substring(2, from.indexOf(':')));
                    assertTrue(Files.exists(file), name + " mounts " + file);
                  }
                }));
  }

  @Test
  void composeAndTheLocalOverlayHaveTheSameAccountsAndPolicy() {
    for (var file : Set.of("accounts.yaml", "policy-settings.yaml")) {
      assertEquals(
          Yaml.document("deploy/k8s/overlays/local/" + file),
          Yaml.document("deploy/compose/config/" + file));
    }
  }

  /** With what each extends below what it says itself. */
  private static Map<String, JsonNode> services() {
    var all = new TreeMap<String, JsonNode>();
    for (var service : FILE.path("services").properties()) {
      var base = COMMON.at("/services/" + service.getValue().at("/extends/service").asText());
      var whole =
          base.isObject() ? base.<ObjectNode>deepCopy() : Yaml.read("{}").<ObjectNode>deepCopy();
      whole.setAll((ObjectNode) service.getValue());
      all.put(service.getKey(), whole);
    }
    return all;
  }
}
