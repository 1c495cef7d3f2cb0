package dev.countersign.gateway.operation;

import dev.countersign.chassis.http.JsonBody;
import dev.countersign.chassis.http.ProblemType;
import dev.countersign.contracts.decision.VoteCondition;
import dev.countersign.contracts.decision.VoteVerdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person says about an operation that waits for approval.
 *
 * @param comment in their own words; there where they refuse
 * @param ballotHash what they looked at; null when they do not say
 * @param conditions under which they agree; null for none
 */
record Opinion(
    VoteVerdict verdict,
    @Nullable String comment,
    @Nullable String ballotHash,
    @Nullable List<VoteCondition> conditions) {
  static final Opinion WITHDRAWN = new Opinion(VoteVerdict.WITHDRAW, null, null, null);

  private static final int LONGEST = 1000;
  private static final List<String> FIELDS =
      List.of("verdict", "comment", "ballot_hash", "conditions");
  private static final List<String> VERDICTS = List.of("approve", "reject", "send-back");
  private static final String FORM =
      "Send {\"verdict\": \"approve\", \"reject\" or \"send-back\", \"comment\": \"...\"}; the"
          + " comment may be left out of an approval.";

  static Opinion read(byte[] bytes) {
    var body = JsonBody.read(bytes, FORM, FIELDS);
    var verdict = body.text("verdict", LONGEST);
    if (!VERDICTS.contains(verdict)) {
      throw body.wrong(
          ProblemType.INVALID_PARAMETER, "verdict", "has to be approve, reject or send-back");
    }
    var comment = body.optionalText("comment", LONGEST).map(String::strip).orElse("");
    var opinion =
        new Opinion(
            VoteVerdict.of(verdict),
            comment.isEmpty() ? null : comment,
            body.optionalText("ballot_hash", LONGEST).orElse(null),
            GivenConditions.read(body));
    if (opinion.verdict.needsComment() && opinion.comment == null) {
      throw body.wrong(
          ProblemType.MISSING_FIELD, "comment", "has to say why, for the requester to go on");
    }
    if (opinion.conditions != null && opinion.verdict != VoteVerdict.APPROVE) {
      throw body.wrong(
          ProblemType.INVALID_PARAMETER, "conditions", "can be given with approve alone");
    }
    return opinion;
  }
}
