package dev.countersign.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The house as it was built. */
class HouseRulesTest {
  private static final Modules MODULES =
      Modules.of(Path.of(System.getProperty("countersign.home", "../..")));
  private static final JavaClasses HOUSE = MODULES.load();

  /** Once every room is there, a rule that finds nothing to look at is out of date. */
  private static final boolean WHOLE =
      MODULES
          .paths()
          .containsAll(
              List.of(
                  "contracts",
                  "providers/provider",
                  "providers/aws",
                  "providers/rds",
                  "providers/switchboard",
                  "services/relay",
                  "services/gateway",
                  "services/policy",
                  "services/executor",
                  "services/audit",
                  "platform/broker",
                  "platform/embedded",
                  "platform/simulator",
                  "platform/local"));

  @Test
  void everyModuleOfTheBuildIsSeen() {
    assertTrue(MODULES.paths().contains("contracts"), MODULES.toString());
    assertEquals(
        List.of(),
        MODULES.notCompiled(),
        "compile the whole build first: ./mvnw -pl <these>,verification/rules verify");
  }

  @Test
  void everyClassIsInThePackageOfItsModule() {
    var expected = new TreeSet<>(MODULES.paths().stream().map(Modules::name).toList());
    var seen = new TreeSet<>(HOUSE.stream().map(Boundaries::module).toList());
    assertEquals(expected, seen);
  }

  @Test
  void everyProviderOfTheBuildIsHeldToTheRulesOfProviders() {
    var built =
        MODULES.paths().stream()
            .filter(path -> path.startsWith("providers/"))
            .map(Modules::name)
            .collect(Collectors.toSet());
    assertEquals(built, Boundaries.PROVIDERS);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void itHolds(ArchRule rule) {
    rule.allowEmptyShould(!WHOLE).check(HOUSE);
  }

  static List<ArchRule> rules() {
    return HouseRules.all();
  }
}
