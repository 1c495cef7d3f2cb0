package dev.countersign.gateway.preview;

import dev.countersign.contracts.preview.JudgementAnswer;
import dev.countersign.contracts.preview.PlanAnswer;
import dev.countersign.contracts.preview.Precondition;

/**
 * What both say about the same look: it was judged as what was seen, and checked as what it was
 * judged as.
 */
record Previewed(JudgementAnswer judged, PlanAnswer found) {
  /** Whether it would be begun without another word from anybody. */
  boolean wouldStart() {
    return judged.verdict().equals("approved")
        && judged.inventory().ok()
        && found.preconditions().stream().allMatch(Precondition::ok);
  }
}
