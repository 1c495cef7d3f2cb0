package dev.countersign.rules;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.countersign.audit.planted.Acknowledges;
import dev.countersign.chassis.planted.SeesTheHop;
import dev.countersign.console.planted.SeesTheHopFromAPage;
import dev.countersign.contracts.planted.SeesTheRelay;
import dev.countersign.executor.core.planted.Decides;
import dev.countersign.executor.core.planted.ReadsAFile;
import dev.countersign.executor.core.planted.ReadsTheClock;
import dev.countersign.executor.core.planted.RollsDice;
import dev.countersign.executor.core.planted.SeesALibrary;
import dev.countersign.executor.planted.SeesAProvider;
import dev.countersign.executor.preview.planted.Acts;
import dev.countersign.executor.preview.planted.Looks;
import dev.countersign.gateway.planted.ForeignPrefix;
import dev.countersign.gateway.planted.OperationManager;
import dev.countersign.gateway.planted.OwnPrefix;
import dev.countersign.gateway.planted.SeesPolicy;
import dev.countersign.gateway.planted.SendsPastTheOutbox;
import dev.countersign.gateway.planted.Sprinkles;
import dev.countersign.gateway.planted.SprinklesOnParameters;
import dev.countersign.gateway.planted.one.Chicken;
import dev.countersign.gateway.planted.two.Egg;
import dev.countersign.gateway.service.planted.Layer;
import dev.countersign.policy.planted.ReachesAws;
import dev.countersign.policy.planted.ReadsTheSecondGate;
import dev.countersign.policy.planted.Verdict;
import dev.countersign.rds.planted.Outage;
import dev.countersign.rds.planted.SeesTheEngine;
import dev.countersign.rds.sdk.planted.MayReachAws;
import dev.countersign.relay.planted.SeesAService;
import dev.countersign.simulator.planted.SharesMistakes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule that was never seen to fail is no rule. */
class PlantedViolationsTest {
  private static final Set<ArchRule> SEEN_TO_FAIL = new HashSet<>();

  @Test
  void aCoreThatReadsTheClockIsCaughtAtEachPlace() {
    caught(
        PureCore.READS_NO_CLOCK_AND_ROLLS_NO_DICE,
        List.of("Instant.now()", "LocalDateTime.now()", "currentTimeMillis", "nanoTime"),
        ReadsTheClock.class);
  }

  @Test
  void aCoreThatRollsDiceIsCaughtAtEachPlace() {
    caught(
        PureCore.READS_NO_CLOCK_AND_ROLLS_NO_DICE,
        List.of("randomUUID", "EventIds.next", "java.util.Random"),
        RollsDice.class);
  }

  @Test
  void aCoreThatReadsAFileIsCaught() {
    caught(PureCore.DOES_NO_IO, List.of("java.nio.file.Files"), ReadsAFile.class);
  }

  @Test
  void aCoreThatSeesALibraryIsCaught() {
    caught(PureCore.SEES_ONLY_THE_VOCABULARY, List.of("TopicPartition"), SeesALibrary.class);
  }

  @Test
  void aCoreThatDecidesIsLeftAlone() {
    PureCore.all().forEach(rule -> passes(rule, Decides.class));
  }

  @Test
  void aServiceThatSeesAnotherIsCaught() {
    caught(
        Boundaries.SERVICES_MEET_IN_CONTRACTS, List.of("Verdict"), SeesPolicy.class, Verdict.class);
    passes(Boundaries.SERVICES_MEET_IN_CONTRACTS, Decides.class, Verdict.class);
  }

  @Test
  void aConsoleWithAPrivateDoorIsCaught() {
    caught(
        Boundaries.SERVICES_MEET_IN_CONTRACTS, List.of("SeesAService"), SeesTheHopFromAPage.class);
  }

  @Test
  void aRelayThatSeesAServiceIsCaught() {
    caught(Boundaries.RELAY_SEES_CONTRACTS_AND_CHASSIS, List.of("Verdict"), SeesAService.class);
  }

  @Test
  void aChassisThatSeesTheHopIsCaught() {
    caught(Boundaries.CHASSIS_SEES_CONTRACTS_ALONE, List.of("SeesAService"), SeesTheHop.class);
  }

  @Test
  void contractsThatSeeTheRelayAreCaught() {
    caught(Boundaries.CONTRACTS_SEE_NOBODY, List.of("SeesAService"), SeesTheRelay.class);
  }

  @Test
  void aSimulatorThatSharesCodeWithWhatItJudgesIsCaught() {
    caught(Boundaries.SIMULATOR_SEES_NOBODY, List.of("OperationState"), SharesMistakes.class);
  }

  @Test
  void anEngineThatSeesAProviderIsCaught() {
    caught(
        Boundaries.SERVICES_MEET_IN_CONTRACTS,
        List.of("Outage"),
        SeesAProvider.class,
        Outage.class);
  }

  @Test
  void aProviderThatSeesTheEngineIsCaught() {
    caught(Boundaries.PROVIDERS_SEE_NO_SERVICE, List.of("SeesAProvider"), SeesTheEngine.class);
    passes(Boundaries.PROVIDERS_SEE_NO_SERVICE, Outage.class, MayReachAws.class);
  }

  @Test
  void awsIsReachedFromFewPackagesOnly() {
    caught(Boundaries.AWS_ONLY_WHERE_IT_IS_REACHED, List.of("Region"), ReachesAws.class);
    passes(Boundaries.AWS_ONLY_WHERE_IT_IS_REACHED, MayReachAws.class, Verdict.class);
  }

  @Test
  void aServiceThatSendsPastTheOutboxIsCaught() {
    caught(Boundaries.ONLY_THE_RELAY_PUBLISHES, List.of("KafkaProducer"), SendsPastTheOutbox.class);
    passes(Boundaries.ONLY_THE_RELAY_PUBLISHES, Acknowledges.class, Verdict.class);
  }

  @Test
  void aPreviewThatActsIsCaught() {
    caught(Boundaries.PREVIEWS_CANNOT_ACT, List.of("open"), Acts.class);
    passes(Boundaries.PREVIEWS_CANNOT_ACT, Looks.class);
  }

  @Test
  void aCycleIsCaught() {
    caught(Boundaries.NO_CYCLES, List.of("Chicken", "Egg"), Chicken.class, Egg.class);
    passes(Boundaries.NO_CYCLES, SeesPolicy.class, Verdict.class);
  }

  @Test
  void eachNameThatSaysNothingIsCaught() {
    caught(
        Habits.NO_EMPTY_NAMES,
        List.of(
            "OperationManager",
            "TimeHelper",
            "StringUtil>",
            "StringUtils",
            "OperationImpl",
            "OperationDTO"),
        nested());
    passes(Habits.NO_EMPTY_NAMES, Verdict.class);
  }

  @Test
  void aLayerIsCaught() {
    caught(Habits.NO_LAYERS, List.of("Layer"), Layer.class);
  }

  @Test
  void aPackageWithoutItsMarkIsCaught() {
    caught(Habits.EVERY_PACKAGE_IS_NULL_MARKED, List.of("Verdict"), Verdict.class);
    var marked =
        new ClassFileImporter()
            .importUrl(HouseRules.class.getProtectionDomain().getCodeSource().getLocation());
    Habits.EVERY_PACKAGE_IS_NULL_MARKED.check(marked);
  }

  @Test
  void sprinkledSettingsAreCaughtOnFieldsAndParameters() {
    caught(Habits.NO_SPRINKLED_SETTINGS, List.of("Sprinkles.wait"), Sprinkles.class);
    caught(
        Habits.NO_SPRINKLED_SETTINGS,
        List.of("SprinklesOnParameters"),
        SprinklesOnParameters.class);
    passes(Habits.NO_SPRINKLED_SETTINGS, ReadsTheSecondGate.class);
  }

  @Test
  void aPrefixThatIsNotTheModulesNameIsCaught() {
    caught(Habits.SETTINGS_CARRY_THE_MODULES_NAME, List.of("ForeignPrefix"), ForeignPrefix.class);
    passes(Habits.SETTINGS_CARRY_THE_MODULES_NAME, OwnPrefix.class);
  }

  @Test
  void aModuleThatWasNotCompiledIsNamed(@TempDir Path home) throws IOException {
    Files.writeString(
        home.resolve("pom.xml"),
        "<modules><module>services/policy</module><module>verification/rules</module></modules>");
    assertEquals(List.of("services/policy"), Modules.of(home).notCompiled());
    Files.createDirectories(home.resolve("services/policy/target/classes"));
    assertEquals(List.of("services/policy"), Modules.of(home).notCompiled());
    Files.writeString(home.resolve("services/policy/target/classes/A.class"), "");
    assertEquals(List.of(), Modules.of(home).notCompiled());
  }

  @AfterAll
  static void everyRuleWasSeenToFail() {
    assertEquals(new HashSet<>(HouseRules.all()), SEEN_TO_FAIL);
  }

  private static Class<?>[] nested() {
    var all = new java.util.ArrayList<Class<?>>(List.of(OperationManager.class));
    all.addAll(List.of(OperationManager.class.getDeclaredClasses()));
    return all.toArray(Class<?>[]::new);
  }

  private static void caught(ArchRule rule, List<String> naming, Class<?>... planted) {
    var classes = new ClassFileImporter().importClasses(planted);
    var violation = assertThrows(AssertionError.class, () -> rule.check(classes));
    for (var name : naming) {
      assertTrue(String.valueOf(violation.getMessage()).contains(name), violation::getMessage);
    }
    SEEN_TO_FAIL.add(rule);
  }

  private static void passes(ArchRule rule, Class<?>... classes) {
    assertDoesNotThrow(
        () -> rule.allowEmptyShould(true).check(new ClassFileImporter().importClasses(classes)));
  }
}
