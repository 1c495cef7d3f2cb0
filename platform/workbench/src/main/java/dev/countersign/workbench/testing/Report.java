package dev.countersign.workbench.testing;

import dev.countersign.contracts.json.Json;
import dev.countersign.workbench.judging.Judged;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a run of tests says, to people or to programs. */
final class Report {
  private record Rule(String id, @Nullable String place) {}

  private record Outcome(
      String name,
      String place,
      boolean passed,
      Expectation expected,
      Judged actual,
      List<Rule> decidedBy,
      List<String> differences) {}

  private record Whole(
      String rulesVersion,
      int tests,
      long failed,
      List<Outcome> results,
      Set<String> untestedRules) {}

  private final Suite suite;

  Report(Suite suite) {
    this.suite = suite;
  }

  String json() {
    var results =
        suite.results().stream()
            .map(result ->
                new Outcome(
                    result.test().name(),
                    result.test().place(),
                    result.passed(),
                    result.test().expected(),
                    result.actual(),
                    result.actual().rules().stream()
                        .map(rule -> new Rule(rule, suite.rules().place(rule).orElse(null)))
                        .toList(),
                    result.differences()))
            .toList();
    return Json.text(
        new Whole(
            suite.rules().book().version(),
            results.size(),
            suite.failed(),
            results,
            suite.untested()));
  }

  String text() {
    var text = new StringBuilder();
    for (var result : suite.results()) {
      var test = result.test();
      text.append(result.passed() ? "ok    " : "FAIL  ")
          .append(test.place())
          .append("  ")
          .append(test.name())
          .append('\n');
      if (!result.passed()) {
        explain(text, result);
      }
    }
    text.append('\n')
        .append(suite.results().size())
        .append(" tests, ")
        .append(suite.failed())
        .append(" failed; rules ")
        .append(suite.rules().book().version(), 0, 12)
        .append('\n');
    if (!suite.untested().isEmpty()) {
      text.append("No test shows what these rules decide: ")
          .append(Expectation.words(suite.untested()))
          .append('\n');
    }
    return text.toString();
  }

  private void explain(StringBuilder text, RuleTest.Result result) {
    var request = result.test().request();
    var actual = result.actual();
    line(
        text,
        "asked",
        "%s on %s, by %s of %s, at %s"
            .formatted(
                request.operation(),
                request.resourceIdentifier(),
                request.requester().subject(),
                request.requester().groups(),
                result.test().at()));
    if (actual.environment() != null) {
      line(text, "found", actual.environment() + ", by " + actual.classifiedBy());
    }
    line(text, "expected", result.test().expected().words());
    line(text, "actual", actual.words() + " by " + Expectation.words(actual.rules()));
    result.differences().forEach(difference -> line(text, "differs", difference));
    for (var rule : actual.rules()) {
      line(text, "decided", rule + suite.rules().place(rule).map(at -> " in " + at).orElse(""));
    }
    if (actual.message() != null) {
      line(text, "says", actual.message().lines().collect(Collectors.joining(" ")));
    }
  }

  private static void line(StringBuilder text, String what, String value) {
    text.append("      ").append("%-9s ".formatted(what)).append(value).append('\n');
  }
}
