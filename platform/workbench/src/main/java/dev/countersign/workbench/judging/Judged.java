package dev.countersign.workbench.judging;

import dev.countersign.contracts.decision.Need;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of a request, as far as the rules take it.
 *
 * @param verdict approved, rejected, approval-required or frozen
 * @param code why, for programs; null where it is approved or waits for people
 * @param message why, for the requester; null likewise
 * @param rules the ids of those that decided
 * @param environment what the resource was classified as, and by what; null where it was not
 * @param missing whose approval is still needed
 * @param until of an approval: not to be started after; of a freeze: judged again at
 * @param refusedVotes for each vote the code why it did not count; empty where it counted
 */
public record Judged(
    String verdict,
    @Nullable String code,
    @Nullable String message,
    List<String> rules,
    @Nullable String environment,
    @Nullable String classifiedBy,
    List<Need> missing,
    @Nullable Instant until,
    List<String> refusedVotes) {
  public static final String APPROVED = "approved";
  public static final String REJECTED = "rejected";
  public static final String APPROVAL_REQUIRED = "approval-required";
  public static final String FROZEN = "frozen";

  public Judged {
    rules = List.copyOf(rules);
    missing = List.copyOf(missing);
    refusedVotes = List.copyOf(refusedVotes);
  }

  /** The verdict, and its code where that says more. */
  public String words() {
    return code == null || code.equals(verdict) ? verdict : verdict + " (" + code + ')';
  }
}
