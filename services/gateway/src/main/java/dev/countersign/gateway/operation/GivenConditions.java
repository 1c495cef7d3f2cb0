package dev.countersign.gateway.operation;

import dev.countersign.chassis.http.JsonBody;
import dev.countersign.chassis.http.ProblemType;
import dev.countersign.contracts.decision.VoteCondition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code conditions} of a vote, for example {@code [{"not_before": "2026-12-06T01:00:00Z"}]}.
 */
final class GivenConditions {
  private static final String FIELD = "conditions";
  private static final int MOST = 2;
  private static final String NOT_BEFORE = "not_before";
  private static final String NOT_AFTER = "not_after";

  /** What has been asked for, and is not offered. */
  private static final Map<String, String> NOT_YET =
      Map.of(
          "snapshot_first",
          "is not offered yet: send the request back, and ask for a snapshot first");

  /** Null where there are none. */
  static @Nullable List<VoteCondition> read(JsonBody body) {
    var given = body.objects(FIELD, MOST, List.of(NOT_BEFORE, NOT_AFTER), NOT_YET);
    if (given.isEmpty()) {
      return null;
    }
    var conditions = new ArrayList<VoteCondition>();
    for (var one : given) {
      if (one.has(NOT_BEFORE) == one.has(NOT_AFTER)) {
        throw body.wrong(
            ProblemType.INVALID_PARAMETER,
            FIELD + '[' + conditions.size() + ']',
            "has to have not_before or not_after, and not both");
      }
      conditions.add(
          one.has(NOT_BEFORE)
              ? VoteCondition.notBefore(time(one, NOT_BEFORE))
              : VoteCondition.notAfter(time(one, NOT_AFTER)));
    }
    if (conditions.stream().filter(one -> one.notBefore() != null).count() > 1
        || conditions.stream().filter(one -> one.notAfter() != null).count() > 1) {
      throw body.wrong(ProblemType.INVALID_PARAMETER, FIELD, "has the same condition twice");
    }
    var earliest = VoteCondition.earliest(conditions).orElse(null);
    var end = VoteCondition.end(conditions).orElse(null);
    if (earliest != null && end != null && !earliest.isBefore(end)) {
      throw body.wrong(
          ProblemType.INVALID_PARAMETER, FIELD, "leave no time between not_before and not_after");
    }
    return conditions;
  }

  private static Instant time(JsonBody condition, String field) {
    try {
      var time = OffsetDateTime.parse(condition.text(field, 40));
      if (time.getYear() >= 1970 && time.getYear() < 10_000) {
        return time.toInstant().truncatedTo(ChronoUnit.MILLIS);
      }
    } catch (DateTimeException e) {
      // As below.
    }
    throw condition.wrong(
        ProblemType.INVALID_PARAMETER,
        field,
        "has to be a time with its offset, as 2026-12-06T01:00:00Z");
  }

  private GivenConditions() {}
}
