package dev.countersign.policy.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.policy.core.rulebook.PolicySettings;
import dev.countersign.policy.core.rulebook.Rulebook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The rulebook that decisions are made by. Whoever is about to decide looks whether the files have
 * changed, so that closing a gate works at once. What is wrong is refused as a whole, and the last
 * good rulebook stays.
 */
public final class RulebookInForce {
  private static final Logger LOG = Logger.getLogger(RulebookInForce.class);
  private static final String UNREADABLE = "unreadable";

  /** The files of a folder are written one after the other: how long they have to stay the same. */
  private static final Duration SETTLING = Duration.ofMillis(500);

  private static final int LOOKS_AT_THE_START = 20;

  private record Settling(String content, Instant since) {}

  private final RulebookReader reader;
  private final @Nullable RuleFiles files;
  private final CalendarShelf calendars;
  private final Consumer<RulebookChange> changes;
  private final Clock clock;
  private WrittenRules written;
  private volatile Rulebook current;
  private volatile int unreadable;
  private @Nullable Settling settling;
  private @Nullable String suspect;
  private volatile @Nullable String refused;

  /**
   * Reads the settings for the first time.
   *
   * @param path a file of settings, or a folder with rules, too; null for what comes with this
   *     version
   * @param changes told of every change, in order
   * @throws SettingsRefused naming the file and the mistake
   */
  public RulebookInForce(
      RulebookReader reader, @Nullable Path path, Consumer<RulebookChange> changes, Clock clock) {
    this.reader = reader;
    this.files = path == null ? null : new RuleFiles(path);
    this.calendars = new CalendarShelf(folder(path));
    this.changes = changes;
    this.clock = clock;
    this.written = WrittenRules.settings("the defaults", PackagedSettings.bytes());
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
    if (files != null) {
      look(files);
    }
    return current;
  }

  /** Whether what is in the files was refused, so that the last good rulebook is in force. */
  public boolean lastGood() {
    return refused != null;
  }

  /** How many calendars cannot be read, as of the last look. */
  public int unreadableCalendars() {
    return unreadable;
  }

  private synchronized void look(RuleFiles watched) {
    try {
      if (suspect != null || settling != null || watched.changed()) {
        take(watched);
      }
    } catch (IOException e) {
      // Whatever is there when it is back is news.
      watched.forget();
      suspicious(UNREADABLE, watched.path() + " cannot be read");
    }
    lookAtCalendars();
  }

  /** Each by itself: what one that cannot be read would freeze does not depend on another. */
  private void lookAtCalendars() {
    var freezes = current.settings().freezes();
    var looked = calendars.look(freezes, clock.instant());
    if (looked.news()) {
      var before = current.version();
      inForce(book(written, current.settings()));
      if (looked.troubles().isEmpty() && current.version().equals(before)) {
        changes.accept(new RulebookChange.PutRight());
      }
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

  private void take(RuleFiles watched) throws IOException {
    try {
      var next = watched.read();
      var content = next.hash();
      if (settled(watched, content)) {
        var vanished = watched.inFolder() ? next.vanished(written) : Optional.<String>empty();
        if (vanished.isPresent()) {
          suspicious(
              content,
              "%s is in %s no more; if that is meant, restart policy"
                  .formatted(vanished.get(), watched.path()));
        } else {
          take(next, content);
        }
      }
    } catch (SettingsRefused e) {
      var reason = String.valueOf(e.getMessage());
      var content = RequestHash.sha256(reason.getBytes(UTF_8));
      if (settled(watched, content)) {
        suspicious(content, reason);
      }
    }
  }

  private void take(WrittenRules next, String content) {
    try {
      var read = reader.settings(next);
      fill(next, read, false);
      var book = book(next, read);
      written = next;
      suspect = null;
      var putRight = refused != null;
      refused = null;
      if (!book.version().equals(current.version())) {
        inForce(book);
      } else if (putRight) {
        changes.accept(new RulebookChange.PutRight());
      }
    } catch (SettingsRefused e) {
      suspicious(content, String.valueOf(e.getMessage()));
    }
  }

  private void fill(WrittenRules next, PolicySettings read, boolean starting) {
    try {
      calendars.fill(read.freezes(), clock.instant(), starting);
    } catch (SettingsRefused e) {
      throw next.placed(e);
    }
  }

  private boolean settled(RuleFiles watched, String content) {
    var now = clock.instant();
    var before = settling;
    if (!watched.inFolder()) {
      return true;
    }
    if (before == null || !before.content().equals(content)) {
      settling = new Settling(content, now);
      return false;
    }
    var settled = !now.isBefore(before.since().plus(SETTLING));
    settling = settled ? null : before;
    return settled;
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

  private Rulebook book(WrittenRules next, PolicySettings read) {
    var freezes = read.freezes();
    return reader.book(next, read, calendars.freezes(freezes), calendars.content(freezes));
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
      if (files != null) {
        written = settledAtTheStart(files);
      }
      var read = reader.settings(written);
      fill(written, read, true);
      for (var trouble : calendars.unreadable()) {
        LOG.errorf(
            "the calendar %s: %s; production is frozen until it can be read",
            trouble.file(), trouble.reason());
      }
      unreadable = calendars.unreadable().size();
      return book(written, read);
    } catch (IOException e) {
      throw new SettingsRefused(
          "COUNTERSIGN_POLICY_SETTINGS: %s cannot be read".formatted(origin()), e);
    } catch (SettingsRefused e) {
      throw new SettingsRefused(
          "COUNTERSIGN_POLICY_SETTINGS: %s: %s".formatted(origin(), e.getMessage()), e);
    }
  }

  /** At the start, too, a folder that is still being written is not taken for whole. */
  private static WrittenRules settledAtTheStart(RuleFiles files) throws IOException {
    var read = files.read();
    for (var look = 0; files.inFolder() && look < LOOKS_AT_THE_START; look++) {
      LockSupport.parkNanos(SETTLING.toNanos());
      var again = files.read();
      if (again.hash().equals(read.hash())) {
        return again;
      }
      read = again;
    }
    if (files.inFolder()) {
      throw new SettingsRefused("its files do not stay the same");
    }
    return read;
  }

  private String origin() {
    return files == null ? "the defaults" : files.path().toString();
  }

  private static Path folder(@Nullable Path path) {
    if (path == null) {
      return Path.of("");
    }
    return Files.isDirectory(path)
        ? path.toAbsolutePath()
        : Objects.requireNonNull(path.toAbsolutePath().getParent());
  }
}
