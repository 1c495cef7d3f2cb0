package dev.countersign.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page for operators says what can be set, all of it, and nothing that is not there. */
class ConfigurationPageTest {
  private static final Path HOME = Path.of(System.getProperty("countersign.home", "../.."));
  private static final Pattern ROW =
      Pattern.compile("^\\| `([A-Z_]+)` \\| .+ \\| (.+) \\|$", Pattern.MULTILINE);
  private static final Pattern VARIABLE = Pattern.compile("\"([A-Z]+(?:_[A-Z]+)+)\"");

  private static final Set<String> IN_BETTER_WORDS =
      Set.of(
          "COUNTERSIGN_GATEWAY_SIGNING_KEY_FILE",
          "COUNTERSIGN_POLICY_SIGNING_KEY_FILE",
          "COUNTERSIGN_POLICY_REQUEST_KEYS_FILE");

  @Test
  void everyMappedSettingIsOnThePageWithItsDefaultAndTheOtherWayRound() throws IOException {
    var mapped = Settings.of(Modules.of(HOME).load());
    var page = page();
    page.keySet()
        .removeIf(
            name -> !name.startsWith("COUNTERSIGN_") || name.startsWith("COUNTERSIGN_MIGRATE_"));

    assertEquals(mapped.keySet(), page.keySet());
    mapped.forEach((name, otherwise) -> assertEquals(otherwise, expected(name, page), name));
  }

  @Test
  void everyVariableThatTheLocalPlatformSetsIsOnThePage() throws IOException {
    assertKnown(
        "platform/local/src/main/java/dev/countersign/local/run/ServiceSettings.java", page());
  }

  @Test
  void everyVariableOfTheMigrationCommandIsOnThePage() throws IOException {
    assertKnown(
        "services/chassis/src/main/java/dev/countersign/chassis/migration/Migrate.java", page());
  }

  /** Required here for want of an Optional in its type, or said by the service in better words. */
  private static String expected(String name, Map<String, String> page) {
    var said = page.getOrDefault(name, "");
    if (IN_BETTER_WORDS.contains(name)) {
      assertEquals("required", said);
      return "optional";
    }
    return said.replace("`", "");
  }

  private static void assertKnown(String file, Map<String, String> page) throws IOException {
    var used = new TreeSet<String>();
    VARIABLE
        .matcher(Files.readString(HOME.resolve(file)))
        .results()
        .forEach(found -> used.add(found.group(1)));
    assertTrue(used.size() > 3, used::toString);
    used.removeAll(page.keySet());
    assertEquals(new TreeSet<>(), used);
  }

  private static Map<String, String> page() throws IOException {
    var rows = new TreeMap<String, String>();
    ROW.matcher(Files.readString(HOME.resolve("docs/operations/configuration.md")))
        .results()
        .forEach(row -> rows.put(row.group(1), row.group(2)));
    return rows;
  }
}
