package dev.countersign.workbench.replay;

import dev.countersign.policy.core.rulebook.Rulebook;
import dev.countersign.workbench.judging.Judged;
import dev.countersign.workbench.judging.Judging;
import java.util.HashSet;
import java.util.Objects;

/** A decision of the past beside what other rules would have decided. */
record Comparison(PastDecision past, Judged wouldBe) {
  /** Judges it anew. */
  static Comparison of(Rulebook book, PastDecision past) {
    return new Comparison(
        past, Judging.judge(book, past.request(), past.known(), past.decidedAt(), past.votes()));
  }

  /** Whether the requester would have had another answer. */
  boolean differs() {
    var was = past.recorded();
    return !was.verdict().equals(wouldBe.verdict()) || !Objects.equals(was.code(), wouldBe.code());
  }

  /** Whether the answer is the same, and others decided. */
  boolean byOtherRules() {
    return !differs()
        && !new HashSet<>(past.recorded().rules()).equals(new HashSet<>(wouldBe.rules()));
  }

  /** For example {@code approved -> rejected (production-closed)}. */
  String change() {
    return past.recorded().words() + " -> " + wouldBe.words();
  }
}
