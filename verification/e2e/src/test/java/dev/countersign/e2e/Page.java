package dev.countersign.e2e;

import dev.countersign.embedded.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One page of the documentation: what it tells people to type.
 *
 * @param name below the checkout, for example {@code docs/api.md}
 */
record Page(String name, String text) {
  private static final List<String> ALONE =
      List.of(
          "README.md",
          "CONTRIBUTING.md",
          "deploy/README.md",
          "verification/chaos/README.md",
          "platform/simulator/README.md");
  private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\S*)([^\\n]*)\\n(.*?)^```$");
  private static final Pattern SPAN = Pattern.compile("(`+)([^`]+)\\1");

  /**
   * A fenced block.
   *
   * @param language the fence's first word
   * @param mark the rest of that line: {@code elsewhere} where one machine, or a platform that has
   *     just come up, is not enough
   */
  record Block(String page, int line, String language, String mark, String text) {
    @Override
    public String toString() {
      return page + ":" + line;
    }
  }

  /** All of them. */
  static List<Page> all() throws IOException {
    var home = Platform.home();
    var pages = new ArrayList<Page>();
    try (var docs = Files.walk(home.resolve("docs"))) {
      for (var file :
          Stream.concat(ALONE.stream().map(home::resolve), docs)
              .filter(file -> file.toString().endsWith(".md"))
              .sorted()
              .toList()) {
        pages.add(page(home, file));
      }
    }
    return pages;
  }

  private static Page page(Path home, Path file) throws IOException {
    return new Page(home.relativize(file).toString(), Files.readString(file));
  }

  /** The fenced blocks in order. */
  List<Block> blocks() {
    return FENCE
        .matcher(text)
        .results()
        .map(match ->
            new Block(
                name,
                (int) text.substring(0, match.start()).lines().count() + 1,
                match.group(1),
                match.group(2).strip(),
                match.group(3)))
        .toList();
  }

  /** What stands between backticks within the text, with single spaces. */
  List<String> spans() {
    return SPAN.matcher(FENCE.matcher(text).replaceAll(""))
        .results()
        .map(match -> match.group(2).strip().replaceAll("\\s+", " "))
        .toList();
  }
}
