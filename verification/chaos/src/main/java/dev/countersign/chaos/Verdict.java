package dev.countersign.chaos;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.countersign.chaos.judgement.Count;
import dev.countersign.chaos.judgement.Findings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What came of it, counted in operations. */
record Verdict(
    int operations,
    int kills,
    int lost,
    int doubled,
    int unapproved,
    int overlapped,
    @JsonProperty("false_succeeded") int falseSucceeded,
    @JsonProperty("false_failed") int falseFailed,
    int indeterminate,
    int unresolved,
    Map<String, Long> injected,
    long seed,
    boolean ok) {
  Verdict {
    injected = Collections.unmodifiableMap(new LinkedHashMap<>(injected));
  }

  /**
   * @param injected how often each kind of trouble was made
   * @param recordIsWhole whether every request was answered, and the ledger is whole and proven
   */
  static Verdict of(
      Findings findings,
      int operations,
      int kills,
      Map<String, Long> injected,
      long seed,
      boolean recordIsWhole) {
    return new Verdict(
        operations,
        kills,
        findings.count(Count.LOST),
        findings.count(Count.DOUBLED),
        findings.count(Count.UNAPPROVED),
        findings.count(Count.OVERLAPPED),
        findings.count(Count.FALSE_SUCCEEDED),
        findings.count(Count.FALSE_FAILED),
        findings.count(Count.INDETERMINATE),
        findings.count(Count.UNRESOLVED),
        injected,
        seed,
        recordIsWhole && findings.nothingIsWrong());
  }
}
