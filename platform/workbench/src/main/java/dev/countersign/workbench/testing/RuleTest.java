package dev.countersign.workbench.testing;

import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.policy.core.classification.Known;
import dev.countersign.policy.core.rulebook.Rulebook;
import dev.countersign.workbench.judging.Judged;
import dev.countersign.workbench.judging.Judging;
import dev.countersign.workbench.judging.VoteCast;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One test, read.
 *
 * @param place file and line
 * @param gatesOpen of both gates of production; null for what the settings say
 * @param refusedVotes for each vote the code with which it is to be refused; empty where it counts
 */
record RuleTest(
    String name,
    String place,
    @Nullable Boolean gatesOpen,
    Instant at,
    OperationRequested request,
    Known known,
    List<VoteCast> votes,
    List<String> refusedVotes,
    Expectation expected) {

  /**
   * What the rules say, and where that is not what is expected.
   *
   * @param differences empty where the test passes
   */
  record Result(RuleTest test, Judged actual, List<String> differences) {
    boolean passed() {
      return differences.isEmpty();
    }
  }

  Result run(Rulebook book) {
    var rules = gatesOpen == null ? book : book.withGates(gatesOpen);
    var actual = Judging.judge(rules, request, known, at, votes);
    var differences = new ArrayList<>(expected.differences(actual));
    for (var i = 0; i < votes.size(); i++) {
      var voter = votes.get(i).voter().subject();
      var wanted = refusedVotes.get(i);
      var found = actual.refusedVotes().get(i);
      if (!wanted.equals(found)) {
        differences.add(
            "vote of %s: expected that it %s, and it %s"
                .formatted(voter, counted(wanted), counted(found)));
      }
    }
    return new Result(this, actual, List.copyOf(differences));
  }

  private static String counted(String refusal) {
    return refusal.isEmpty() ? "counts" : "is refused (" + refusal + ')';
  }
}
