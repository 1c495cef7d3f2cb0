package dev.countersign.policy.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The settings that come with this version, which are the documentation of all keys, too. */
public final class PackagedSettings {
  private static final String PATH = "/policy-settings.yaml";

  /** The file's content. */
  public static byte[] bytes() {
    try (var in = PackagedSettings.class.getResourceAsStream(PATH)) {
      if (in == null) {
        throw new IllegalStateException("missing from the class path: " + PATH);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same as text. */
  static String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  private PackagedSettings() {}
}
