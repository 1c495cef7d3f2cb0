package dev.countersign.policy.settings;

import dev.countersign.policy.rules.RulesFile;
import dev.countersign.policy.rules.RulesText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where settings and rules are: one file of settings, or a folder with {@code policy-settings.yaml}
 * and {@code *.cedar} in it. What a folder does not have is as it comes with this version.
 */
final class RuleFiles {
  static final List<String> SETTINGS = List.of("policy-settings.yaml", "policy-settings.json");
  private static final String NOT_READ = "policy-settings.yml";
  private static final String RULES = ".cedar";

  /** Half a file of rules could be whole rules that permit, without those that forbid. */
  private static final String LAST_LINE = "// end";

  private final Path path;
  private @Nullable List<FileStamp> last;

  RuleFiles(Path path) {
    this.path = path;
  }

  /** Whether they are in a folder, in which one is written after the other. */
  boolean inFolder() {
    return Files.isDirectory(path);
  }

  Path path() {
    return path;
  }

  /** Whether a file is another one than at the last {@link #read}. Costs microseconds. */
  boolean changed() throws IOException {
    return !stamps().equals(last);
  }

  /** From now on whatever is there is a change. */
  void forget() {
    last = null;
  }

  /**
   * Reads all of them.
   *
   * @throws SettingsRefused when the folder is not as it should be
   */
  WrittenRules read() throws IOException {
    // The stamps first: a write in between is seen as a change at the next look.
    last = stamps();
    return inFolder() ? readFolder() : WrittenRules.settings(name(path), Files.readAllBytes(path));
  }

  private WrittenRules readFolder() throws IOException {
    var settings = settings();
    var rules = rules();
    if (settings == null && rules.isEmpty()) {
      throw new SettingsRefused(
          "%s has neither %s nor a file with the name *%s in it"
              .formatted(path, SETTINGS.getFirst(), RULES));
    }
    var files = new HashSet<String>();
    rules.forEach(file -> files.add(name(file)));
    if (settings != null) {
      files.add(name(settings));
    }
    return new WrittenRules(
        settings == null ? SETTINGS.getFirst() : name(settings),
        settings == null ? PackagedSettings.text() : Files.readString(settings),
        rules.isEmpty() ? RulesText.packaged() : RulesText.of(written(rules)),
        files);
  }

  private static List<RulesFile> written(List<Path> files) throws IOException {
    var all = new ArrayList<RulesFile>();
    for (var file : files) {
      var text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      if (!text.stripTrailing().endsWith('\n' + LAST_LINE)) {
        throw new SettingsRefused(
            "%s:%d: the last line has to be %s, by which a whole file is told from half of one"
                .formatted(name(file), text.stripTrailing().lines().count(), LAST_LINE));
      }
      all.add(new RulesFile(name(file), text));
    }
    return all;
  }

  private @Nullable Path settings() {
    var found =
        SETTINGS.stream()
            .map(path::resolve)
            .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
            .toList();
    if (Files.exists(path.resolve(NOT_READ), LinkOption.NOFOLLOW_LINKS)) {
      throw new SettingsRefused(
          "%s: call it %s; a file of this name is not read"
              .formatted(NOT_READ, SETTINGS.getFirst()));
    }
    if (found.size() > 1) {
      throw new SettingsRefused(
          "%s has both %s in it; which of them holds?"
              .formatted(path, String.join(" and ", SETTINGS)));
    }
    return found.isEmpty() ? null : found.getFirst();
  }

  private List<Path> rules() throws IOException {
    try (var files = Files.list(path)) {
      return files.filter(file -> name(file).endsWith(RULES)).sorted().toList();
    }
  }

  private List<FileStamp> stamps() throws IOException {
    if (!inFolder()) {
      return List.of(FileStamp.of(path));
    }
    var all = new ArrayList<FileStamp>();
    for (var file : rules()) {
      all.add(FileStamp.of(file));
    }
    for (var name : SETTINGS) {
      if (Files.isRegularFile(path.resolve(name))) {
        all.add(FileStamp.of(path.resolve(name)));
      }
    }
    return all;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
