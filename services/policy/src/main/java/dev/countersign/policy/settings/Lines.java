package dev.countersign.policy.settings;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where in a YAML file each value is written. Complaints begin with the path of what they are
 * about, for example {@code approval_rules[2].quorum}: so their line is found by the path.
 */
public final class Lines {
  private static final YAMLFactory YAML = new YAMLFactory();
  private static final Pattern ABOUT =
      Pattern.compile("^(?:missing key |unknown key )?([^\\s:;]+)");

  private final Map<String, Integer> lines = new HashMap<>();

  private Lines() {}

  /** Of a file; of one that is no YAML, as far as it is readable. */
  public static Lines of(String yaml) {
    var found = new Lines();
    try (var parser = YAML.createParser(yaml)) {
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        // The first is the key, before its value: what begins a list may be lines below.
        found.lines.putIfAbsent(
            path(parser.getParsingContext().pathAsPointer()),
            parser.currentTokenLocation().getLineNr());
      }
    } catch (IOException e) {
      return found;
    }
    return found;
  }

  /** The line of a path, or of the nearest thing around it that is there; 1 at the top. */
  public int at(String path) {
    for (var near = path; !near.isEmpty(); near = around(near)) {
      var line = lines.get(near);
      if (line != null) {
        return line;
      }
    }
    return 1;
  }

  /** A complaint with the file and the line that it is about. */
  public String placed(String file, String complaint) {
    var about = ABOUT.matcher(complaint);
    return file + ':' + (about.find() ? at(about.group(1)) : 1) + ": " + complaint;
  }

  private static String around(String path) {
    return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
  }

  private static String path(JsonPointer pointer) {
    var path = new StringBuilder();
    for (var part = pointer; !part.matches(); part = part.tail()) {
      if (part.mayMatchElement() && part.getMatchingIndex() >= 0) {
        path.append('[').append(part.getMatchingIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(part.getMatchingProperty());
      }
    }
    return path.toString();
  }
}
