package dev.countersign.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.client.Countersign;
import dev.countersign.client.Status;
import dev.countersign.client.Submission;
import dev.countersign.embedded.Platform;
import dev.countersign.embedded.PolicySettingsFile;
import dev.countersign.embedded.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * An operation is its definition and its class. With these two files more, and no other edit, real
 * services show it, decide about it and carry it out.
 */
class MadeUpOperationTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String NAME = "copy_tags_to_snapshots";
  private static final String INSTANCE = "dev-postgres-01";
  private static final String PRODUCTION = "database-1";
  private static final Map<String, Object> OFF = Map.of("enabled", false);

  @Test
  void twoFilesAreAWholeOperation() throws Exception {
    var target = Files.createDirectories(Path.of("target").toAbsolutePath());
    var edition = Files.createTempDirectory(target, "made-up-");
    MadeUpEdition.make(edition);
    try (var cluster = new Cluster(edition, Files.createTempDirectory(target, "made-up-data-"))) {
      cluster.broker().grant();
      var services = new ArrayList<ServiceProcess>();
      for (var service : MadeUpEdition.SERVICES) {
        services.add(
            cluster.replica(service, 1, service.equals("policy") ? open(edition) : Map.of()));
      }
      services.forEach(ServiceProcess::launch);
      services.forEach(ServiceProcess::awaitReady);
      var gateway = services.getFirst();
      try (var operator = cluster.api(gateway, "olivia", "Operator");
          var dba = cluster.api(gateway, "dario", "DBA")) {
        await()
            .atMost(PATIENCE)
            .until(() -> operator.raw().get("/api/instances/" + INSTANCE).status() == 200);

        isOffered(operator);
        isChecked(operator);
        var effects = new Effects(cluster.simulator());
        isCarriedOut(operator, INSTANCE, effects);
        isOfTheTierThatItsDefinitionSays(operator, dba, effects);
      }
    }
  }

  /** Both gates of production, and no word about any operation. */
  private static Map<String, String> open(Path folder) throws IOException {
    var packaged =
        Platform.home().resolve("services/policy/src/main/resources/policy-settings.yaml");
    var settings = Files.copy(packaged, folder.resolve("policy-settings.yaml"));
    new PolicySettingsFile(settings).enableProduction(true);
    return Map.of(
        "COUNTERSIGN_POLICY_SETTINGS", settings.toString(), "ENABLE_PRODUCTION_OPERATIONS", "true");
  }

  private static void isOffered(Countersign operator) {
    var inCatalogue =
        operator.catalogue().stream().filter(one -> one.name().equals(NAME)).findFirst();
    assertEquals("Copy tags to snapshots", inCatalogue.orElseThrow().title());
    var parameters = inCatalogue.orElseThrow().parameters();
    assertTrue(parameters.at("/properties/confirm_production").isObject());
    var onInstance =
        operator.instance(INSTANCE).operations().stream()
            .filter(one -> one.operation().equals(NAME))
            .findFirst();
    assertTrue(onInstance.orElseThrow().fitsStatus(), onInstance::toString);
  }

  private static void isChecked(Countersign operator) {
    var asked = Submission.of(NAME, INSTANCE, Map.of("enabled", "no"));
    var wrong = StoryFailed.refused(400, () -> operator.submit(asked));
    var errors = Objects.requireNonNull(wrong.errors(), "no errors");
    assertEquals("parameters.enabled", errors.getFirst().field());
  }

  private static void isCarriedOut(Countersign client, String instance, Effects effects) {
    var asked = Submission.of("copy_tags", instance, OFF).waiting(PATIENCE);
    var ended = client.submit(asked).operation();
    assertEquals(Status.SUCCEEDED, ended.status(), ended::toString);
    var result = Objects.requireNonNull(ended.result(), "no result");
    assertEquals(NAME, result.path("operation").asText());
    assertFalse(result.path("enabled").asBoolean(true));
    effects.expectOnce(ended.operationId(), "ModifyDBInstance");
  }

  private static void isOfTheTierThatItsDefinitionSays(
      Countersign operator, Countersign dba, Effects effects) {
    var asked = Submission.of(NAME, PRODUCTION, OFF).waiting(PATIENCE);
    var refused = StoryFailed.refused(403, () -> operator.submit(asked));
    var rules = Objects.requireNonNull(refused.rules(), "no rules");
    assertEquals("production-risky-group@1", rules.getFirst());
    isCarriedOut(dba, PRODUCTION, effects);
  }
}
