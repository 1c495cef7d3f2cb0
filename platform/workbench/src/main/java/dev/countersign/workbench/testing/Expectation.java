package dev.countersign.workbench.testing;

import dev.countersign.contracts.decision.Need;
import dev.countersign.workbench.judging.Judged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a test expects; null where it does not care.
 *
 * @param rules exactly these, in any order; without {@code @} and what follows for any version
 */
record Expectation(
    String verdict,
    @Nullable String code,
    @Nullable List<String> rules,
    @Nullable String environment,
    @Nullable List<Need> missing,
    @Nullable Instant until) {

  /** Where what the rules say is different, each in a sentence. */
  List<String> differences(Judged judged) {
    var all = new ArrayList<String>();
    compare(all, "verdict", verdict, judged.verdict());
    if (code != null) {
      compare(all, "code", code, judged.code());
    }
    if (rules != null && !same(rules, judged.rules())) {
      compare(all, "rules", words(rules), words(judged.rules()));
    }
    if (environment != null) {
      compare(all, "environment", environment, judged.environment());
    }
    if (missing != null) {
      compare(all, "missing", needs(missing), needs(judged.missing()));
    }
    if (until != null) {
      compare(all, "until", until, judged.until());
    }
    return all;
  }

  /** In one line. */
  String words() {
    return verdict
        + (code == null ? "" : " (" + code + ')')
        + (rules == null ? "" : " by " + words(rules));
  }

  static String words(Collection<String> names) {
    return names.isEmpty() ? "no rule" : names.stream().sorted().collect(Collectors.joining(", "));
  }

  private static String needs(List<Need> needs) {
    return needs.isEmpty()
        ? "nobody"
        : needs.stream()
            .map(need -> need.count() + " of " + need.group())
            .sorted()
            .collect(Collectors.joining(", "));
  }

  private static boolean same(List<String> expected, List<String> actual) {
    return expected.stream().allMatch(one -> actual.stream().anyMatch(two -> means(one, two)))
        && actual.stream().allMatch(two -> expected.stream().anyMatch(one -> means(one, two)));
  }

  private static boolean means(String expected, String actual) {
    return actual.equals(expected) || actual.startsWith(expected + '@');
  }

  private static void compare(
      List<String> all, String what, Object expected, @Nullable Object actual) {
    if (!expected.equals(actual)) {
      all.add(
          "%s: expected %s, and it is %s"
              .formatted(what, expected, actual == null ? "none" : actual));
    }
  }
}
