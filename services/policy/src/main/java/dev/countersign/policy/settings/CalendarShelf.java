package dev.countersign.policy.settings;

import dev.countersign.policy.calendars.CalendarRefused;
import dev.countersign.policy.core.freeze.Freeze;
import dev.countersign.policy.core.freeze.FreezeSettings;
import dev.countersign.policy.core.freeze.Freezes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The calendars that freezes name. One that cannot be read any more holds as it was for as long as
 * the settings are patient; then what it binds on production is frozen, for nobody knows what it
 * would say.
 */
final class CalendarShelf {
  private record Name(Path path, @Nullable ZoneId zone) {}

  /**
   * What is wrong with a calendar since the last look.
   *
   * @param content tells one mistake from the next
   */
  record Trouble(Path file, String reason, String content) {}

  /**
   * What a look found.
   *
   * @param news whether anything is different
   */
  record Looked(boolean news, List<Trouble> troubles) {}

  private final Path folder;
  private final Map<Name, KeptCalendar> shelf = new HashMap<>();

  /**
   * Nothing is on it yet.
   *
   * @param folder where the names in the settings start from
   */
  CalendarShelf(Path folder) {
    this.folder = folder;
  }

  /**
   * Takes the calendars of these settings onto the shelf. One that is named for the first time has
   * to be readable; at the start it need not be: production is frozen then until it is.
   *
   * @throws SettingsRefused naming the freeze, the file and the mistake
   */
  void fill(FreezeSettings settings, Instant now, boolean starting) {
    for (int i = 0; i < settings.rules().size(); i++) {
      var rule = settings.rules().get(i);
      var name = name(rule);
      if (!shelf.containsKey(name)) {
        try {
          shelf.put(name, KeptCalendar.of(name.path(), name.zone(), now));
        } catch (CalendarRefused | IOException e) {
          var reason = KeptCalendar.said(e);
          if (!starting) {
            throw new SettingsRefused(
                "freezes[%d].calendar: %s: %s".formatted(i, rule.file(), reason), e);
          }
          shelf.put(name, KeptCalendar.unknown(name.path(), name.zone(), reason));
        }
      }
    }
  }

  /** The freezes of settings that the shelf was filled for. */
  Freezes freezes(FreezeSettings settings) {
    var freezes = new ArrayList<Freeze>();
    for (var rule : settings.rules()) {
      var kept = kept(rule);
      freezes.add(
          new Freeze(
              rule.title(),
              rule.file(),
              rule.scope(),
              rule.whatWaits(),
              kept.calendar(),
              kept.doubt(settings.calendarPatience())));
    }
    return new Freezes(freezes);
  }

  /** What was read, in the order of the settings: it decides, so it is in the version. */
  byte[] content(FreezeSettings settings) {
    var all = new ByteArrayOutputStream();
    settings.rules().forEach(rule -> all.writeBytes(kept(rule).content()));
    return all.toByteArray();
  }

  /** The calendars that cannot be read now. */
  List<Trouble> unreadable() {
    return shelf.entrySet().stream()
        .filter(one -> !one.getValue().readable())
        .map(CalendarShelf::trouble)
        .toList();
  }

  /** Looks at the files of these settings again, and forgets all others. */
  Looked look(FreezeSettings settings, Instant now) {
    shelf.keySet().retainAll(settings.rules().stream().map(this::name).toList());
    var news = false;
    var troubles = new ArrayList<Trouble>();
    for (var one : shelf.entrySet()) {
      var found = one.getValue().look(now);
      news |= found != KeptCalendar.Found.NOTHING;
      if (found == KeptCalendar.Found.UNREADABLE) {
        troubles.add(trouble(one));
      }
    }
    return new Looked(news, troubles);
  }

  private static Trouble trouble(Map.Entry<Name, KeptCalendar> one) {
    return new Trouble(one.getKey().path(), one.getValue().reason(), one.getValue().refused());
  }

  private KeptCalendar kept(FreezeSettings.Rule rule) {
    return Objects.requireNonNull(shelf.get(name(rule)));
  }

  private Name name(FreezeSettings.Rule rule) {
    return new Name(folder.resolve(rule.file()), rule.zone());
  }
}
