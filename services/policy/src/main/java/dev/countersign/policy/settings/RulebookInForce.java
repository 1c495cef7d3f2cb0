package dev.countersign.policy.settings;

import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.policy.core.rulebook.PolicySettings;
import dev.countersign.policy.core.rulebook.Rulebook;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The rulebook that decisions are made by. Whoever is about to decide looks whether the file has
 * changed, so that closing a gate works at once.
 */
public final class RulebookInForce {
  private static final Logger LOG = Logger.getLogger(RulebookInForce.class);
  private static final String UNREADABLE = "unreadable";

  private final RulebookReader reader;
  private final @Nullable SettingsFile file;
  private final CalendarShelf calendars;
  private final Consumer<RulebookChange> changes;
  private final Clock clock;
  private byte[] settings;
  private volatile Rulebook current;
  private volatile int unreadable;
  private @Nullable String suspect;
  private @Nullable String refused;

  /**
   * Reads the settings for the first time.
   *
   * @param path null for the settings that come with this version
   * @param changes told of every change, in order
   * @throws SettingsRefused naming the file and the mistake
   */
  public RulebookInForce(
      RulebookReader reader, @Nullable Path path, Consumer<RulebookChange> changes, Clock clock) {
    this.reader = reader;
    this.file = path == null ? null : new SettingsFile(path);
    this.calendars =
        new CalendarShelf(
            path == null ? Path.of("") : Objects.requireNonNull(path.toAbsolutePath().getParent()));
    this.changes = changes;
    this.clock = clock;
    this.settings = PackagedSettings.bytes();
    this.current = first();
    changes.accept(new RulebookChange.Loaded(current.version(), origin()));
    LOG.infof("rules %s are in force, from %s", current.version(), origin());
  }

  /** As of the last look. */
  public Rulebook current() {
    return current;
  }

  /** Looks at the files, and answers what is in force then. */
  public Rulebook refreshed() {
    if (file != null) {
      look(file);
    }
    return current;
  }

  /** How many calendars cannot be read, as of the last look. */
  public int unreadableCalendars() {
    return unreadable;
  }

  private synchronized void look(SettingsFile written) {
    try {
      if (suspect != null || written.changed()) {
        take(written.read());
      }
    } catch (IOException e) {
      suspicious(UNREADABLE, written.path() + " cannot be read");
    }
    lookAtCalendars();
  }

  /** Each by itself: what one that cannot be read would freeze does not depend on another. */
  private void lookAtCalendars() {
    var freezes = current.settings().freezes();
    var looked = calendars.look(freezes, clock.instant());
    if (looked.news()) {
      inForce(book(settings, current.settings()));
      for (var trouble : looked.troubles()) {
        var reason = "the calendar %s: %s".formatted(trouble.file(), trouble.reason());
        changes.accept(
            new RulebookChange.Refused(current.version(), origin(), reason, trouble.content()));
        LOG.errorf(
            "%s; it is relied on as it was for %s, and then production is frozen",
            reason, freezes.calendarPatience());
      }
    }
  }

  private void take(byte[] content) {
    try {
      var read = reader.settings(content);
      calendars.fill(read.freezes(), clock.instant(), false);
      settings = content;
      suspect = null;
      refused = null;
      var next = book(content, read);
      if (!next.version().equals(current.version())) {
        inForce(next);
      }
    } catch (SettingsRefused e) {
      suspicious(RequestHash.sha256(content), String.valueOf(e.getMessage()));
    }
  }

  private void inForce(Rulebook next) {
    var before = current;
    current = next;
    unreadable = calendars.unreadable().size();
    if (!next.version().equals(before.version())) {
      changes.accept(new RulebookChange.Loaded(next.version(), origin()));
      LOG.warnf("rules %s are in force from now on, from %s", next.version(), origin());
    }
  }

  private Rulebook book(byte[] content, PolicySettings read) {
    var freezes = read.freezes();
    return reader.book(content, read, calendars.freezes(freezes), calendars.content(freezes));
  }

  /**
   * Refuses what is wrong at two looks in a row. At the first it may be a file that somebody is
   * still writing: every key must be there, so that half a file is never taken for a whole one.
   */
  private void suspicious(String content, String reason) {
    if (content.equals(refused)) {
      suspect = null;
    } else if (content.equals(suspect)) {
      suspect = null;
      refused = content;
      changes.accept(new RulebookChange.Refused(current.version(), origin(), reason, content));
      LOG.errorf(
          "new settings in %s were refused, rules %s stay in force: %s",
          origin(), current.version(), reason);
    } else {
      suspect = content;
    }
  }

  private Rulebook first() {
    try {
      if (file != null) {
        settings = file.read();
      }
      var read = reader.settings(settings);
      calendars.fill(read.freezes(), clock.instant(), true);
      for (var trouble : calendars.unreadable()) {
        LOG.errorf(
            "the calendar %s: %s; production is frozen until it can be read",
            trouble.file(), trouble.reason());
      }
      unreadable = calendars.unreadable().size();
      return book(settings, read);
    } catch (IOException e) {
      throw new SettingsRefused(
          "COUNTERSIGN_POLICY_SETTINGS: %s cannot be read".formatted(origin()), e);
    } catch (SettingsRefused e) {
      throw new SettingsRefused(
          "COUNTERSIGN_POLICY_SETTINGS: %s: %s".formatted(origin(), e.getMessage()), e);
    }
  }

  private String origin() {
    return file == null ? "the defaults" : file.path().toString();
  }
}
