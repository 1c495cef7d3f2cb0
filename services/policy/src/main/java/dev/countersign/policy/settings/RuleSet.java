package dev.countersign.policy.settings;

import dev.countersign.policy.core.rulebook.Rulebook;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A folder of rules, read once, to be tried before it is in force. The gate that is not in the
 * settings, {@code ENABLE_PRODUCTION_OPERATIONS}, counts as open.
 */
public final class RuleSet {
  private final WrittenRules written;
  private final Rulebook book;

  private RuleSet(WrittenRules written, Rulebook book) {
    this.written = written;
    this.book = book;
  }

  /**
   * Reads it as the service would.
   *
   * @param at about when its calendars are looked at
   * @throws SettingsRefused naming file, line and mistake
   */
  public static RuleSet read(Path folder, Instant at) throws IOException {
    var reader = new RulebookReader(true);
    var calendars = new CalendarShelf(folder.toAbsolutePath());
    var written = new RuleFiles(folder).read();
    var settings = reader.settings(written);
    try {
      calendars.fill(settings.freezes(), at, false);
    } catch (SettingsRefused e) {
      throw written.placed(e);
    }
    return new RuleSet(
        written,
        reader.book(
            written,
            settings,
            calendars.freezes(settings.freezes()),
            calendars.content(settings.freezes())));
  }

  public Rulebook book() {
    return book;
  }

  /**
   * Every rule as decisions name it: those of the files, approval rules, and freezes; with file and
   * line.
   */
  public SortedMap<String, String> places() {
    var places = new TreeMap<String, String>();
    for (var id : written.rules().ids()) {
      places.put(id, written.rules().place(id).orElse(""));
    }
    var lines = Lines.of(written.settings());
    var asking = book.settings().approvalRules();
    IntStream.range(0, asking.size())
        .forEach(i -> places.put(asking.get(i).id(), place(lines, "approval_rules[" + i + ']')));
    var freezes = book.settings().freezes().rules();
    IntStream.range(0, freezes.size())
        .forEach(i ->
            places.put("freeze: " + freezes.get(i).title(), place(lines, "freezes[" + i + ']')));
    return places;
  }

  /** File and line of a rule; empty for one that is in no file. */
  public Optional<String> place(String rule) {
    return Optional.ofNullable(places().get(rule));
  }

  private String place(Lines lines, String path) {
    return written.name() + ':' + lines.at(path);
  }
}
