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

  /** First and last of what is not shown, whatever its category is. */
  private static final int[][] INVISIBLE = {
    {0x00AD, 0x00AD},
    {0x034F, 0x034F},
    {0x115F, 0x1160},
    {0x17B4, 0x17B5},
    {0x180B, 0x180F},
    {0x200B, 0x200F},
    {0x2060, 0x206F},
    {0x3164, 0x3164},
    {0xFE00, 0xFE0F},
    {0xFEFF, 0xFEFF},
    {0xFFA0, 0xFFA0},
    {0xFFF0, 0xFFF8},
    {0xE0000, 0xE01EF},
  };

  @Test
  void whatIsNotShownHidesNoTag() {
    for (var range : INVISIBLE) {
      for (var character = range[0]; character <= range[1]; character++) {
        var unseen = Character.toString(character);
        var where = "U+%04X".formatted(character);
        for (var name : List.of("En" + unseen + "v", unseen + "env", "ENV" + unseen)) {
          assertEquals(
              Map.of(name, "dev"),
              EnvironmentTags.found(List.of("env"), Map.of(name, "dev")),
              where);
        }
        for (var value : List.of("pro" + unseen + "d", unseen + "prod", "Prod" + unseen)) {
          assertEquals(
              Optional.of(Environment.PRODUCTION),
              EnvironmentTags.understood(VALUES, value),
              where);
        }
        var accented = EnvironmentTags.form("e" + unseen + "\u0301");
        assertEquals(accented, EnvironmentTags.form(accented), where);
      }
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
