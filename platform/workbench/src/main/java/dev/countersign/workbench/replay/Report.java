package dev.countersign.workbench.replay;

import dev.countersign.contracts.json.Json;
import dev.countersign.policy.settings.RuleSet;
import dev.countersign.workbench.judging.Judged;
import dev.countersign.workbench.replay.PastDecision.Passed;
import dev.countersign.workbench.replay.PastDecision.Recorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a replay found, for people or for programs. Of what is the same it only keeps the number.
 */
final class Report {
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

  private final RuleSet rules;
  private final Instant since;
  private final List<Changed> differences = new ArrayList<>();
  private final Map<String, Long> changes = new TreeMap<>();
  private final List<Passed> notReplayed = new ArrayList<>();
  private int decisions;
  private long byOtherRules;

  Report(RuleSet rules, Instant since) {
    this.rules = rules;
    this.since = since;
  }

  /** One more decision was judged anew. */
  void add(Comparison one) {
    decisions++;
    if (one.differs()) {
      differences.add(changed(one));
      changes.merge(one.change(), 1L, Long::sum);
    } else if (one.byOtherRules()) {
      byOtherRules++;
    }
  }

  /** One cannot be. */
  void pass(Passed one) {
    notReplayed.add(one);
  }

  /** Whether any would be another one. */
  boolean findsDifferences() {
    return !differences.isEmpty();
  }

  String json() {
    return Json.text(
        new Whole(
            rules.book().version(),
            since,
            decisions,
            differences.size(),
            byOtherRules,
            changes,
            differences,
            notReplayed));
  }

  String text() {
    var text = new StringBuilder();
    for (var one : differences) {
      text.append(one.decidedAt())
          .append("  ")
          .append(one.operation())
          .append(" on ")
          .append(one.identifier())
          .append(one.environment() == null ? "" : " (" + one.environment() + ')')
          .append(", by ")
          .append(one.requester())
          .append("  ")
          .append(one.operationId())
          .append('\n');
      line(text, "was", one.was().words() + by(one.was().rules()));
      line(text, "would be", one.wouldBe().words() + by(one.wouldBe().rules()));
      for (var rule : one.decidedBy()) {
        if (rule.place() != null) {
          line(text, "decided", rule.id() + " in " + rule.place());
        }
      }
      if (one.wouldBe().message() != null) {
        line(text, "says", one.wouldBe().message().lines().collect(Collectors.joining(" ")));
      }
    }
    text.append(differences.isEmpty() ? "" : "\n")
        .append(
            "%d decisions since %s, %d would be different; rules %.12s\n"
                .formatted(decisions, since, differences.size(), rules.book().version()));
    changes.forEach((change, times) -> line(text, times + " x", change));
    if (byOtherRules > 0) {
      text.append(byOtherRules).append(" would be the same, by other rules.\n");
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

  private static String by(Collection<String> rules) {
    return rules.isEmpty() ? "" : " by " + String.join(", ", rules);
  }

  private static void line(StringBuilder text, String what, String value) {
    text.append("      ").append("%-9s ".formatted(what)).append(value).append('\n');
  }
}
