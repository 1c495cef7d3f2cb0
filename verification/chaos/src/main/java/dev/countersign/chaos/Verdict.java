package dev.countersign.chaos;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.countersign.chaos.judgement.Count;
import dev.countersign.chaos.judgement.Findings;

/** What came of it, counted in operations. */
record Verdict(
    int operations,
    int kills,
    int lost,
    int doubled,
    int unapproved,
    @JsonProperty("false_succeeded") int falseSucceeded,
    @JsonProperty("false_failed") int falseFailed,
    int indeterminate,
    int unresolved,
    long seed,
    boolean ok) {
  /**
   * @param recordIsWhole whether every request was answered, and the ledger is whole and proven
   */
  static Verdict of(
      Findings findings, int operations, int kills, long seed, boolean recordIsWhole) {
    return new Verdict(
        operations,
        kills,
        findings.count(Count.LOST),
        findings.count(Count.DOUBLED),
        findings.count(Count.UNAPPROVED),
        findings.count(Count.FALSE_SUCCEEDED),
        findings.count(Count.FALSE_FAILED),
        findings.count(Count.INDETERMINATE),
        findings.count(Count.UNRESOLVED),
        seed,
        recordIsWhole && findings.nothingIsWrong());
  }
}
