package dev.countersign.policy.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.policy.core.ruling.Ruling.Permitted;
import dev.countersign.policy.settings.RulebookChange.Loaded;
import dev.countersign.policy.settings.RulebookChange.PutRight;
import dev.countersign.policy.settings.RulebookChange.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulebookInForceTest {
  private static final RulebookReader READER = new RulebookReader(true);
  private static final String GOOD = new String(PackagedSettings.bytes(), StandardCharsets.UTF_8);
  private static final String OPEN =
      GOOD.replace("enable_production_operations: false", "enable_production_operations: true");

  private static final String PERMITTING =
      "@id(\"all@1\")\npermit (principal, action, resource);\n";

  @TempDir Path folder;
  private final List<RulebookChange> changes = new ArrayList<>();
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("settings.yaml"), GOOD);
  }

  @Test
  void aChangeIsInForceAtTheNextLook() throws IOException {
    var book = inForce();
    var before = book.current();
    Files.writeString(file, OPEN);
    var after = book.refreshed();
    assertTrue(after.settings().enableProductionOperations());
    assertNotEquals(before.version(), after.version());
    assertEquals(
        List.of(
            new Loaded(before.version(), file.toString()),
            new Loaded(after.version(), file.toString())),
        changes);
  }

  @Test
  void aFileThatIsReplacedIsSeenToo() throws IOException {
    var book = inForce();
    var next = Files.writeString(folder.resolve("next"), OPEN);
    Files.setLastModifiedTime(next, Files.getLastModifiedTime(file));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    assertTrue(book.refreshed().settings().enableProductionOperations());
  }

  @Test
  void withoutAChangeNothingIsSaid() throws IOException {
    var book = inForce();
    var before = book.current();
    assertSame(before, book.refreshed());
    Files.writeString(file, GOOD);
    assertSame(before, book.refreshed());
    assertEquals(1, changes.size());
  }

  @Test
  void aMistakeIsRefusedAsAWholeOnceItIsThereTwice() throws IOException {
    var book = inForce();
    var before = book.current();
    Files.writeString(file, OPEN.replace("parking_time: 10s", "parking_time: soon"));
    assertSame(before, book.refreshed());
    assertEquals(1, changes.size(), "somebody may still be writing");
    assertSame(before, book.refreshed());
    var refused = assertInstanceOf(Refused.class, changes.get(1));
    assertEquals(before.version(), refused.versionInForce());
    assertTrue(refused.reason().contains("parking_time"), refused.reason());
    for (var look = 0; look < 5; look++) {
      assertSame(before, book.refreshed());
    }
    assertEquals(2, changes.size(), "the same mistake is reported once");
    assertTrue(book.lastGood());
    Files.writeString(file, GOOD);
    book.refreshed();
    assertFalse(book.lastGood());
  }

  @Test
  void aMistakeThatIsPutRightIsForgotten() throws IOException {
    var book = inForce();
    var bad = GOOD + "more: 1\n";
    Files.writeString(file, bad);
    book.refreshed();
    book.refreshed();
    Files.writeString(file, OPEN);
    assertTrue(book.refreshed().settings().enableProductionOperations());
    Files.writeString(file, bad);
    book.refreshed();
    book.refreshed();
    assertEquals(4, changes.size());
    assertInstanceOf(Refused.class, changes.get(3));
    assertTrue(book.current().settings().enableProductionOperations());
  }

  @Test
  void whereTheOldRulesAreBackTheSameMistakeIsNewsAgain() throws IOException {
    var book = inForce();
    for (var time = 1; time <= 2; time++) {
      Files.writeString(file, GOOD + "more: 1\n");
      book.refreshed();
      book.refreshed();
      Files.writeString(file, GOOD);
      book.refreshed();
      book.refreshed();
    }
    assertEquals(
        List.of(Loaded.class, Refused.class, PutRight.class, Refused.class, PutRight.class),
        changes.stream().<Class<?>>map(Object::getClass).toList());
  }

  @Test
  void aFileThatIsNotThereAnyMoreChangesNothing() throws IOException {
    var book = inForce();
    var before = book.current();
    Files.delete(file);
    book.refreshed();
    assertSame(before, book.refreshed());
    assertTrue(assertInstanceOf(Refused.class, changes.get(1)).reason().contains("cannot be read"));
  }

  @Test
  void theFirstReadingMustSucceed() throws IOException {
    Files.writeString(file, GOOD.replace("tag_names:", "tag_namez:"));
    var reason = String.valueOf(assertThrows(SettingsRefused.class, this::inForce).getMessage());
    assertTrue(reason.startsWith("COUNTERSIGN_POLICY_SETTINGS: " + file), reason);
    assertTrue(reason.contains("tag_namez"), reason);
    Files.delete(file);
    assertThrows(SettingsRefused.class, this::inForce);
  }

  @Test
  void withoutAFileTheDefaultsAreInForce() {
    var book = new RulebookInForce(READER, null, changes::add, Clock.systemUTC());
    assertEquals(
        new RulebookReader(true).read(PackagedSettings.bytes()).version(),
        book.refreshed().version());
  }

  @Test
  void theFilesOfAFolderCountOnceTheyStayTheSame() throws IOException {
    var clock = new HandClock();
    var rules = folder.resolve("rules.cedar");
    Files.writeString(folder.resolve("policy-settings.yaml"), OPEN);
    Files.writeString(rules, PERMITTING + "// end\n");
    var book = new RulebookInForce(READER, folder, changes::add, clock);
    var first = book.current();

    Files.writeString(rules, PERMITTING.replace("all@1", "all@2") + "// end\n");
    assertSame(first, book.refreshed(), "more may be written");
    clock.pass(Duration.ofMillis(400));
    Files.writeString(rules, PERMITTING.replace("all@1", "all@3") + "// end\n");
    assertSame(first, book.refreshed());
    clock.pass(Duration.ofMillis(400));
    assertSame(first, book.refreshed(), "it has not stayed the same for long enough");
    clock.pass(Duration.ofMillis(100));
    var second = book.refreshed();
    assertEquals(new Permitted(List.of("all@3")), second.rules().judge(TrialFacts.anything()));
    assertEquals(
        List.of(
            new Loaded(first.version(), folder.toString()),
            new Loaded(second.version(), folder.toString())),
        changes);
  }

  @Test
  void aFileThatIsMovedAwayLiftsNothing() throws IOException {
    var clock = new HandClock();
    var rules = Files.writeString(folder.resolve("own.cedar"), PERMITTING + "// end\n");
    var settings = Files.writeString(folder.resolve("policy-settings.yaml"), OPEN);
    var book = new RulebookInForce(READER, folder, changes::add, clock);
    var good = book.current();
    for (var file : List.of(rules, settings)) {
      var away = Files.move(file, folder.resolve("away"));
      looks(book, clock);
      assertSame(good, book.current(), file::toString);
      assertTrue(book.lastGood());
      var refused = assertInstanceOf(Refused.class, changes.getLast());
      assertTrue(refused.reason().startsWith(file.getFileName() + " is in "), refused.reason());
      Files.move(away, file);
      looks(book, clock);
      assertFalse(book.lastGood());
    }
    // Under another name it is there.
    Files.move(rules, folder.resolve("other.cedar"));
    looks(book, clock);
    assertFalse(book.lastGood());
  }

  @Test
  void aNameThatIsNotReadIsRefused() throws IOException {
    Files.writeString(folder.resolve("own.cedar"), PERMITTING + "// end\n");
    Files.writeString(folder.resolve("policy-settings.yml"), OPEN);
    var refused =
        assertThrows(
            SettingsRefused.class,
            () -> new RulebookInForce(READER, folder, changes::add, new HandClock()));
    var reason = String.valueOf(refused.getMessage());
    assertTrue(reason.contains("policy-settings.yml: call it"), reason);
  }

  @Test
  void theLastGoodSetOfAFolderStaysUntilTheMistakeIsPutRight() throws IOException {
    var clock = new HandClock();
    var rules = folder.resolve("rules.cedar");
    Files.writeString(rules, PERMITTING + "// end\n");
    var book = new RulebookInForce(READER, folder, changes::add, clock);
    var good = book.current();
    assertFalse(book.lastGood());
    for (var mistake :
        List.of(
            PERMITTING, PERMITTING + "permit (\n// end\n", PERMITTING + PERMITTING + "// end\n")) {
      Files.writeString(rules, mistake);
      looks(book, clock);
      assertSame(good, book.current());
      assertTrue(book.lastGood(), mistake);
    }
    assertEquals(4, changes.size());
    var refused = assertInstanceOf(Refused.class, changes.get(2));
    assertEquals(good.version(), refused.versionInForce());
    assertTrue(refused.reason().startsWith("rules.cedar:3: "), refused.reason());

    Files.writeString(rules, PERMITTING + "// end\n");
    looks(book, clock);
    assertFalse(book.lastGood());
    Files.delete(rules);
    looks(book, clock);
    assertTrue(book.lastGood());
    assertEquals(good.version(), book.current().version());
  }

  private static void looks(RulebookInForce book, HandClock clock) {
    for (var look = 0; look < 6; look++) {
      book.refreshed();
      clock.pass(Duration.ofMillis(500));
    }
  }

  private RulebookInForce inForce() {
    return new RulebookInForce(READER, file, changes::add, Clock.systemUTC());
  }
}
