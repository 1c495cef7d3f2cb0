package dev.countersign.workbench.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The tests beside the rules that we ship, and beside those of the documentation. */
class ShippedRulesTest {
  private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
  private static final Path HOME = Path.of("../..");

  @Test
  void theRulesOfThisVersionDecideWhatTheirTestsSay() throws IOException {
    var suite = Suite.run(HOME.resolve("services/policy/src/main/resources/rules"), NOW);
    assertEquals(0, suite.failed(), () -> new Report(suite).text());
    // The settings as shipped list every operation; the example's do not.
    assertEquals(Set.of("production-unlisted@1"), suite.untested());
    assertTrue(suite.results().size() >= 20);
  }

  @Test
  void theExampleDecidesWhatItsTestsSay() throws IOException {
    var suite = Suite.run(HOME.resolve("docs/rules-example"), NOW);
    assertEquals(0, suite.failed(), () -> new Report(suite).text());
    assertEquals(
        Set.of(),
        Set.copyOf(
            suite.untested().stream()
                .filter(rule -> rule.startsWith("freeze") || rule.contains("two-dbas"))
                .toList()));
  }
}
