package dev.countersign.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * An operation is its definition and its class. With these two files more, and no other edit, real
 * services show it, decide about it and carry it out.
 */
class MadeUpOperationTest {
  private static final String NAME = "copy_tags_to_snapshots";
  private static final String INSTANCE = "dev-postgres-01";
  private static final String PRODUCTION = "database-1";
  private static final Map<String, Object> OFF = Map.of("enabled", false);

  @Test
  void twoFilesAreAWholeOperation() throws Exception {
    var target = Files.createDirectories(Path.of("target").toAbsolutePath());
    var edition = Files.createTempDirectory(target, "made-up-");
    MadeUpEdition.make(edition);
    var http = HttpClient.newHttpClient();
    try (var cluster = new Cluster(edition, Files.createTempDirectory(target, "made-up-data-"))) {
      cluster.broker().grant();
      var services = new ArrayList<Replica>();
      for (var service : MadeUpEdition.SERVICES) {
        services.add(
            cluster.replica(service, 1, service.equals("policy") ? open(edition) : Map.of()));
      }
      services.forEach(Replica::launch);
      services.forEach(Replica::awaitReady);
      var url = services.getFirst().url();
      var operator = new Api(http, url, cluster.token("olivia", "Operator"));
      var dba = new Api(http, url, cluster.token("dario", "DBA"));
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> operator.get("/api/instances/" + INSTANCE).status() == 200);

      isOffered(operator);
      isChecked(operator);
      var effects = new Effects(http, cluster.simulatorUrl());
      isCarriedOut(operator, INSTANCE, effects);
      isOfTheTierThatItsDefinitionSays(operator, dba, effects);
    }
  }

  /** Both gates of production, and no word about any operation. */
  private static Map<String, String> open(Path folder) throws IOException {
    var packaged = Home.path().resolve("services/policy/src/main/resources/policy-settings.yaml");
    var settings = Files.copy(packaged, folder.resolve("policy-settings.yaml"));
    new PolicySettings(settings).enableProduction(true);
    return Map.of(
        "COUNTERSIGN_POLICY_SETTINGS", settings.toString(), "ENABLE_PRODUCTION_OPERATIONS", "true");
  }

  private static void isOffered(Api operator) throws Exception {
    var inCatalogue = named("name", operator.get("/api/catalogue").expect(200).body());
    assertEquals("Copy tags to snapshots", inCatalogue.path("title").asText());
    assertTrue(inCatalogue.at("/parameters/properties/confirm_production").isObject());
    var onInstance =
        named("operation", operator.get("/api/instances/" + INSTANCE).expect(200).body());
    assertTrue(onInstance.path("fits_status").asBoolean(), onInstance::toString);
  }

  private static void isChecked(Api operator) throws Exception {
    var wrong = operator.submit(NAME, INSTANCE, Map.of("enabled", "no"), Map.of()).expect(400);
    assertEquals("parameters.enabled", wrong.body().at("/errors/0/field").asText());
  }

  private static void isCarriedOut(Api client, String instance, Effects effects) throws Exception {
    var answer = client.submitAndWait("copy_tags", instance, OFF).expect(200);
    assertEquals("succeeded", answer.text("status"), answer::toString);
    var result = answer.body().path("result");
    assertEquals(NAME, result.path("operation").asText());
    assertFalse(result.path("enabled").asBoolean(true));
    effects.expectOnce(answer.operationId(), "ModifyDBInstance");
  }

  private static void isOfTheTierThatItsDefinitionSays(Api operator, Api dba, Effects effects)
      throws Exception {
    var refused = operator.submitAndWait(NAME, PRODUCTION, OFF).expect(403);
    assertEquals("production-risky-group@1", refused.body().at("/rules/0").asText());
    isCarriedOut(dba, PRODUCTION, effects);
  }

  private static JsonNode named(String field, JsonNode body) {
    return body.path("operations")
        .valueStream()
        .filter(operation -> operation.path(field).asText().equals(NAME))
        .findFirst()
        .orElseThrow(() -> new AssertionError(NAME + " is not in " + body));
  }
}
