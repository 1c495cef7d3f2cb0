package dev.countersign.policy.core.approval;

import dev.countersign.contracts.decision.Need;
import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.contracts.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One of the settings' rules that ask for approval by people.
 *
 * @param title for people, and unique among the rules
 * @param when which operations it asks it for
 * @param quorum who has to agree, all of it by different people; not empty
 * @param waiting how long votes are waited for
 * @param startWithin how long after the last needed vote the operation may be started
 * @param prompting when people are reminded; null for never
 */
public record ApprovalRule(
    String title,
    When when,
    List<Need> quorum,
    Duration waiting,
    Duration startWithin,
    @Nullable Prompting prompting) {
  public ApprovalRule {
    quorum = List.copyOf(quorum);
  }

  /** One that reminds nobody. */
  public ApprovalRule(
      String title, When when, List<Need> quorum, Duration waiting, Duration startWithin) {
    this(title, when, quorum, waiting, startWithin, null);
  }

  /** When people are reminded. */
  public Prompting prompts() {
    return prompting == null ? Prompting.NONE : prompting;
  }

  /**
   * The rule's id in decisions and in the ledger. Another one for each change of the rule: {@code
   * production-reboots-need-two-dbas@1f2e3d4c}.
   */
  public String id() {
    var name = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return name.replaceAll("^-|-$", "")
        + '@'
        + RequestHash.sha256(Json.bytes(this)).substring(0, 8);
  }
}
