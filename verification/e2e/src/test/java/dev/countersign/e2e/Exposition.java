package dev.countersign.e2e;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a service serves at {@code /q/metrics}.
 *
 * @param labels by the name of the series, the names of its labels
 */
record Exposition(String text, Map<String, Set<String>> labels) {
  // Label values have braces of their own: the last one ends the labels.
  private static final Pattern SERIES = Pattern.compile("(?m)^([a-z_:][a-z0-9_:]*)(?:\\{(.*)})? ");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"(?:[^\"\\\\]|\\\\.)*\"");

  static Exposition of(String text) {
    var labels = new TreeMap<String, Set<String>>();
    SERIES
        .matcher(text)
        .results()
        .forEach(series -> {
          var names = labels.computeIfAbsent(series.group(1), _ -> new TreeSet<>());
          if (series.group(2) != null) {
            LABEL.matcher(series.group(2)).results().forEach(label -> names.add(label.group(1)));
          }
        });
    return new Exposition(text, labels);
  }

  boolean has(String name) {
    return labels.containsKey(name);
  }

  /** The documented labels are all that there are; a bucket's bound is its own. */
  Set<String> undocumented(String name, String[] documented) {
    var more = new TreeSet<>(labels.getOrDefault(name, Set.of()));
    more.removeAll(Arrays.asList(documented));
    more.remove("le");
    return more;
  }
}
