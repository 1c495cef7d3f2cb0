package dev.countersign.contracts.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EnvironmentTagsTest {
  private static final Map<String, Environment> VALUES =
      Map.of(
          "dev", Environment.DEVELOPMENT,
          "test", Environment.TEST,
          "proof-of-concept", Environment.POC,
          "prod", Environment.PRODUCTION,
          "production", Environment.PRODUCTION);

  /** A value, and what it says; nothing for what is not known. */
  private static final Map<String, String> TABLE =
      Map.ofEntries(
          Map.entry("dev", "development"),
          Map.entry(" DEV\t", "development"),
          Map.entry("dev_2", "development"),
          Map.entry("Dev01", "development"),
          Map.entry("dev-test", "development"),
          Map.entry("\uff44\uff45\uff56", "development"),
          Map.entry("Proof of Concept", "poc"),
          Map.entry("proof_of_concept.eu", "poc"),
          Map.entry("Production-EU", "production"),
          Map.entry("prod_eu", "production"),
          Map.entry("eu:prod", "production"),
          Map.entry("PROD1", "production"),
          Map.entry("non-prod", "production"),
          Map.entry("test/prod", "production"),
          Map.entry("dev (was production)", "production"),
          Map.entry("\u00a0Production\u2007", "production"),
          Map.entry("\uff50\uff52\uff4f\uff44\uff55\uff43\uff54\uff49\uff4f\uff4e", "production"),
          Map.entry("pro\u00adduction", "production"),
          Map.entry("production\u200b", "production"),
          Map.entry("", ""),
          Map.entry("\u3000", ""),
          Map.entry("-", ""),
          Map.entry("blue", ""),
          Map.entry("devel", ""),
          Map.entry("non-dev", ""),
          Map.entry("eu-dev", ""),
          Map.entry("d\u0435v", ""),
          Map.entry("prodeu", ""),
          Map.entry("proof", ""));

  @Test
  void aValueSaysWhatTheTableSays() {
    TABLE.forEach((value, expected) ->
        assertEquals(
            Optional.of(expected).filter(name -> !name.isEmpty()).map(Environment::of),
            EnvironmentTags.understood(VALUES, value),
            value));
  }

  @Test
  void aNameIsFoundHoweverItIsWritten() {
    var tags = new HashMap<String, String>();
    for (var name :
        List.of("Env", "ENV", "Env ", "\u00a0env", "\uff25\uff2e\uff36", "e\u200bnv", "env_")) {
      tags.put(name, "dev");
    }
    assertEquals(tags, EnvironmentTags.found(List.of("env"), tags));
    assertEquals(tags, EnvironmentTags.found(List.of(" ENV "), tags));
    assertEquals(
        Map.of(), EnvironmentTags.found(List.of("env"), Map.of("Envy", "dev", "my-env", "dev")));
  }

  @Test
  void noDecorationHidesProduction() {
    var around = List.of(" ", "\u00a0", "\u2003", "_", "-", "/", ".", ":", "\u200b", "1", "eu ");
    var random = new SplittableRandom(12);
    for (var round = 0; round < 2_000; round++) {
      var value = new StringBuilder(random.nextBoolean() ? "Prod" : "\uff30\uff32\uff2f\uff24");
      for (var count = random.nextInt(4); count > 0; count--) {
        value.insert(0, around.get(random.nextInt(around.size())));
        value.append(around.get(random.nextInt(around.size() - 1)));
      }
      assertEquals(
          Optional.of(Environment.PRODUCTION),
          EnvironmentTags.understood(VALUES, value.toString()),
          () -> "«" + value + "»");
    }
  }

  @Test
  void theFormOfAFormIsItself() {
    TABLE
        .keySet()
        .forEach(value -> {
          var form = EnvironmentTags.form(value);
          assertEquals(form, EnvironmentTags.form(form));
        });
  }
}
