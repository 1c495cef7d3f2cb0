package dev.countersign.workbench.replay;

import dev.countersign.contracts.json.Json;
import dev.countersign.policy.settings.RuleSet;
import dev.countersign.workbench.judging.Judged;
import dev.countersign.workbench.replay.PastDecision.Passed;
import dev.countersign.workbench.replay.PastDecision.Recorded;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a replay found, for people or for programs. */
record Report(
    RuleSet rules, Instant since, List<Comparison> comparisons, List<Passed> notReplayed) {

  private record Rule(String id, @Nullable String place) {}

  private record Changed(
      String operationId,
      String operation,
      String resource,
      String identifier,
      String requester,
      Instant decidedAt,
      @Nullable String environment,
      Recorded was,
      Judged wouldBe,
      List<Rule> decidedBy) {}

  private record Whole(
      String rulesVersion,
      Instant since,
      int decisions,
      int different,
      long byOtherRules,
      Map<String, Long> changes,
      List<Changed> differences,
      List<Passed> notReplayed) {}

  List<Comparison> different() {
    return comparisons.stream().filter(Comparison::differs).toList();
  }

  String json() {
    var different = different();
    return Json.text(
        new Whole(
            rules.book().version(),
            since,
            comparisons.size(),
            different.size(),
            byOtherRules(),
            changes(),
            different.stream().map(this::changed).toList(),
            notReplayed));
  }

  String text() {
    var text = new StringBuilder();
    for (var one : different()) {
      var request = one.past().request();
      text.append(one.past().decidedAt())
          .append("  ")
          .append(request.operation())
          .append(" on ")
          .append(request.resourceIdentifier())
          .append(
              one.wouldBe().environment() == null ? "" : " (" + one.wouldBe().environment() + ')')
          .append(", by ")
          .append(request.requester().subject())
          .append("  ")
          .append(request.operationId())
          .append('\n');
      line(text, "was", one.past().recorded().words() + by(one.past().recorded().rules()));
      line(text, "would be", one.wouldBe().words() + by(one.wouldBe().rules()));
      for (var rule : one.wouldBe().rules()) {
        rules.place(rule).ifPresent(place -> line(text, "decided", rule + " in " + place));
      }
      if (one.wouldBe().message() != null) {
        line(text, "says", one.wouldBe().message().lines().collect(Collectors.joining(" ")));
      }
    }
    text.append(different().isEmpty() ? "" : "\n")
        .append(
            "%d decisions since %s, %d would be different; rules %.12s\n"
                .formatted(comparisons.size(), since, different().size(), rules.book().version()));
    changes().forEach((change, times) -> line(text, times + " x", change));
    if (byOtherRules() > 0) {
      text.append(byOtherRules()).append(" would be the same, by other rules.\n");
    }
    notReplayed.stream()
        .collect(Collectors.groupingBy(Passed::why, TreeMap::new, Collectors.counting()))
        .forEach((why, times) ->
            text.append(times).append(" not judged anew: ").append(why).append(".\n"));
    return text.toString();
  }

  private Changed changed(Comparison one) {
    var request = one.past().request();
    return new Changed(
        request.operationId(),
        request.operation(),
        request.resource().toString(),
        request.resourceIdentifier(),
        request.requester().subject(),
        one.past().decidedAt(),
        one.wouldBe().environment(),
        one.past().recorded(),
        one.wouldBe(),
        one.wouldBe().rules().stream()
            .map(rule -> new Rule(rule, rules.place(rule).orElse(null)))
            .toList());
  }

  private Map<String, Long> changes() {
    return different().stream()
        .collect(Collectors.groupingBy(Comparison::change, TreeMap::new, Collectors.counting()));
  }

  private long byOtherRules() {
    return comparisons.stream().filter(Comparison::byOtherRules).count();
  }

  private static String by(Collection<String> rules) {
    return rules.isEmpty() ? "" : " by " + String.join(", ", rules);
  }

  private static void line(StringBuilder text, String what, String value) {
    text.append("      ").append("%-9s ".formatted(what)).append(value).append('\n');
  }
}
