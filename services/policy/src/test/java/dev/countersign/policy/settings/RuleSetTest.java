package dev.countersign.policy.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.policy.core.ruling.Ruling.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleSetTest {
  private static final Instant AT = Instant.parse("2026-01-05T10:00:00Z");
  private static final String SETTINGS =
      new String(PackagedSettings.bytes(), StandardCharsets.UTF_8);
  private static final String RULE =
      """
      // Everybody; ever.
      @id("all@1")
      permit (principal, action, resource);
      """;

  @TempDir Path folder;

  @Test
  void whatTheFolderDoesNotHaveComesWithThisVersion() throws IOException {
    var packaged = new RulebookReader(true).read(PackagedSettings.bytes());
    write("policy-settings.yaml", SETTINGS);
    assertEquals(packaged.version(), read().book().version());
    Files.delete(folder.resolve("policy-settings.yaml"));
    write("own.cedar", RULE + "// end\n");
    assertEquals(packaged.settings().roles(), read().book().settings().roles());
    assertEquals("own.cedar:2", read().places().get("all@1"));
    assertEquals(1, read().places().size());
  }

  @Test
  void allFilesOfRulesCountAndTheirNamesDoNot() throws IOException {
    write("a.cedar", RULE + "// end\n");
    write(
        "b.cedar",
        """
        @id("never@1")
        @priority("1")
        @code("never")
        @message("No; never.")
        @next_step("Do something else.")
        forbid (principal, action, resource);
        // end
        """);
    var book = read().book();
    write("c.cedar", Files.readString(folder.resolve("a.cedar")));
    Files.delete(folder.resolve("a.cedar"));
    var other = read();
    assertEquals("c.cedar:2", other.place("all@1").orElseThrow());
    assertEquals("b.cedar:1", other.place("never@1").orElseThrow());
    var facts = TrialFacts.anything();
    assertEquals(book.rules().judge(facts), other.book().rules().judge(facts));
    assertEquals("never", ((Refused) book.rules().judge(facts)).reason().code());
  }

  @Test
  void aMistakeInARuleIsRefusedWithItsFileAndLine() throws IOException {
    assertRefused("permit (principal, action, resource) when { && };", "own.cedar:5: ", "read");
    assertRefused("permit (principal, action, resource);", "own.cedar:5: ", "no @id");
    assertRefused(
        "@id(\"all@1\") permit (principal, action, resource);", "own.cedar:5: ", "two rules");
    assertRefused(
        "@id(\"b\") permit (principal, action, resource) when { resource.owner == \"; me\" };",
        "own.cedar:5: ",
        "owner");
    assertRefused("@id(\"c\") forbid (principal, action, resource);", "own.cedar:5: ", "@priority");
    assertRefused("@id(\"c\")\n@priority(\"high\")\nforbid (", "own.cedar:5: ", "read");
    write("own.cedar", RULE);
    var cut = refusal();
    assertTrue(cut.startsWith("own.cedar:3: the last line has to be // end"), cut);
  }

  private void assertRefused(String more, String place, String reason) throws IOException {
    write("own.cedar", RULE + '\n' + more + "\n// end\n");
    var refusal = refusal();
    assertTrue(refusal.startsWith(place), refusal);
    assertTrue(refusal.contains(reason), refusal);
  }

  @Test
  void aMistakeInTheSettingsIsRefusedWithItsFileAndLine() throws IOException {
    write("policy-settings.yaml", SETTINGS.replace("parking_time: 10s", "parking_time: soon"));
    var line = SETTINGS.lines().toList().indexOf("parking_time: 10s") + 1;
    var refusal = refusal();
    assertTrue(refusal.startsWith("policy-settings.yaml:" + line + ": parking_time "), refusal);

    var rules =
        """
        approval_rules:
          - title: Two
            when: {}
            quorum: [{ group: DBA, count: 2 }]
          - title: Nobody
            when:
              operations: [reboot_instanc]
            quorum: [{ group: DBA, count: 1 }]
        """;
    write("policy-settings.yaml", rules + SETTINGS);
    refusal = refusal();
    assertTrue(
        refusal.startsWith("policy-settings.yaml:7: approval_rules[1].when.operations: there is"),
        refusal);

    write("policy-settings.yaml", SETTINGS.replace("tag_names:", "tag_namez:"));
    line = SETTINGS.lines().toList().indexOf("tag_names: [Environment, Env, Stage]") + 1;
    refusal = refusal();
    assertTrue(refusal.contains("policy-settings.yaml:1: missing key tag_names"), refusal);
    assertTrue(
        refusal.contains("policy-settings.yaml:" + line + ": unknown key tag_namez"), refusal);

    write(
        "policy-settings.yaml",
        SETTINGS.replace("freezes: []", "freezes:\n  - title: Night\n    calendar: nigth.ics"));
    line = SETTINGS.lines().toList().indexOf("freezes: []") + 3;
    refusal = refusal();
    assertTrue(
        refusal.startsWith(
            "policy-settings.yaml:" + line + ": freezes[0].calendar: nigth.ics: the file cannot"),
        refusal);

    write("policy-settings.yaml", "a: 1\nb: [\n");
    assertTrue(refusal().startsWith("policy-settings.yaml:2: not readable as YAML"), refusal());
  }

  @Test
  void approvalRulesAndFreezesHavePlacesToo() throws IOException {
    write(
        "night.ics",
        """
        BEGIN:VCALENDAR
        VERSION:2.0
        BEGIN:VEVENT
        UID:1
        DTSTART:20260105T000000Z
        DTEND:20260106T000000Z
        END:VEVENT
        END:VCALENDAR
        """);
    write(
        "policy-settings.yaml",
        """
        approval_rules:
          - title: Two
            when: {}
            quorum: [{ group: DBA, count: 2 }]
        """
            + SETTINGS.replace("freezes: []", "freezes: [{ title: Night, calendar: night.ics }]"));
    var set = read();
    var two = set.book().settings().approvalRules().getFirst().id();
    assertEquals("policy-settings.yaml:2", set.place(two).orElseThrow());
    assertTrue(set.places().containsKey("freeze: Night"), set.places().toString());
  }

  @Test
  void aFolderWithoutAnythingOrWithTwoSettingsIsRefused() throws IOException {
    assertTrue(refusal().contains("has neither policy-settings.yaml nor"), refusal());
    write("policy-settings.yaml", SETTINGS);
    write("policy-settings.json", "{\"operations\": {}}");
    assertTrue(refusal().contains("which of them holds?"), refusal());
  }

  private RuleSet read() throws IOException {
    return RuleSet.read(folder, AT);
  }

  private String refusal() {
    return String.valueOf(assertThrows(SettingsRefused.class, this::read).getMessage());
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
