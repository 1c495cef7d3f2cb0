package dev.countersign.workbench.testing;

import dev.countersign.policy.settings.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * All tests of a folder, run.
 *
 * @param untested the ids of the rules that no test showed to decide anything
 */
record Suite(RuleSet rules, List<RuleTest.Result> results, Set<String> untested) {
  private static final String ENDING = ".test.yaml";

  /**
   * Runs them.
   *
   * @throws TestsNotRead naming the mistake in a test, or that there is none
   */
  static Suite run(Path folder, Instant now) throws IOException {
    var rules = RuleSet.read(folder, now);
    var results = new ArrayList<RuleTest.Result>();
    for (var test : tests(folder, rules)) {
      results.add(test.run(rules.book()));
    }
    var decided = new HashSet<String>();
    results.forEach(result -> decided.addAll(result.actual().rules()));
    var untested = new TreeSet<>(rules.places().keySet());
    untested.removeAll(decided);
    return new Suite(rules, List.copyOf(results), untested);
  }

  long failed() {
    return results.stream().filter(result -> !result.passed()).count();
  }

  private static List<RuleTest> tests(Path folder, RuleSet rules) throws IOException {
    var tests = new ArrayList<RuleTest>();
    try (var files = Files.list(folder)) {
      for (var file : files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList()) {
        tests.addAll(
            TestFile.read(
                String.valueOf(file.getFileName()),
                Files.readString(file),
                rules.book().catalogue()));
      }
    }
    if (tests.isEmpty()) {
      throw new TestsNotRead(folder + " has no *" + ENDING + " in it, so nothing was tested");
    }
    return tests;
  }
}
