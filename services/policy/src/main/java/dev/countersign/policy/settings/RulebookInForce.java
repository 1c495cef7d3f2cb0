package dev.countersign.policy.settings;

import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.policy.core.rulebook.Rulebook;
import java.io.IOException;
import java.nio.file.Path;
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
  private final Consumer<RulebookChange> changes;
  private volatile Rulebook current;
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
      RulebookReader reader, @Nullable Path path, Consumer<RulebookChange> changes) {
    this.reader = reader;
    this.file = path == null ? null : new SettingsFile(path);
    this.changes = changes;
    this.current = first();
    changes.accept(new RulebookChange.Loaded(current.version(), origin()));
    LOG.infof("rules %s are in force, from %s", current.version(), origin());
  }

  /** As of the last look. */
  public Rulebook current() {
    return current;
  }

  /** Looks at the file, and answers what is in force then. */
  public Rulebook refreshed() {
    if (file != null) {
      look(file);
    }
    return current;
  }

  private synchronized void look(SettingsFile settings) {
    try {
      if (suspect != null || settings.changed()) {
        take(settings.read());
      }
    } catch (IOException e) {
      suspicious(UNREADABLE, settings.path() + " cannot be read");
    }
  }

  private void take(byte[] content) {
    try {
      var next = reader.read(content);
      suspect = null;
      refused = null;
      if (!next.version().equals(current.version())) {
        current = next;
        changes.accept(new RulebookChange.Loaded(next.version(), origin()));
        LOG.warnf("rules %s are in force from now on, from %s", next.version(), origin());
      }
    } catch (SettingsRefused e) {
      suspicious(RequestHash.sha256(content), String.valueOf(e.getMessage()));
    }
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
      return reader.read(file == null ? PackagedSettings.bytes() : file.read());
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
