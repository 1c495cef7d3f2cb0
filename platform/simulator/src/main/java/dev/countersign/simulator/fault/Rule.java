package dev.countersign.simulator.fault;

import dev.countersign.simulator.identity.SessionPolicy;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When which trouble strikes. The texts are patterns with * and ?; the resource is an ARN or its
 * last part.
 *
 * @param skip how many matching calls pass before the first strike
 * @param count how often it strikes, null for without end
 * @param probability of a strike, 0 to 1
 * @param until when the rule ends, null for never
 * @param latencyMs how long a waiting kind waits
 * @param refusal what the kind that refuses answers
 */
public record Rule(
    String id,
    Match match,
    Kind kind,
    int skip,
    @Nullable Integer count,
    double probability,
    @Nullable Instant until,
    long latencyMs,
    Refusal refusal,
    @Nullable String message) {

  /** What {@link Kind#REFUSED} answers. */
  public record Refusal(int status, String code) {}

  /** Which calls are meant. */
  public record Match(String action, String account, String region, String resource) {
    public static final Match ALL = new Match("*", "*", "*", "*");

    boolean covers(Struck call) {
      return SessionPolicy.glob(action, call.action())
          && SessionPolicy.glob(account, call.account())
          && SessionPolicy.glob(region, call.region())
          && call.resources().stream()
              .anyMatch(arn ->
                  SessionPolicy.glob(resource, arn)
                      || SessionPolicy.glob(resource, arn.substring(arn.lastIndexOf(':') + 1)));
    }
  }

  /** A call that may be struck. */
  public record Struck(String action, String account, String region, List<String> resources) {}

  public Map<String, Object> shown(int matched, int struck) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("id", id);
    shown.put(
        "match",
        Map.of(
            "action",
            match.action,
            "account",
            match.account,
            "region",
            match.region,
            "resource",
            match.resource));
    shown.put("kind", kind.shown());
    shown.put("skip", skip);
    if (count != null) {
      shown.put("count", count);
    }
    shown.put("probability", probability);
    if (until != null) {
      shown.put("until", until.toString());
    }
    shown.put("latency_ms", latencyMs);
    shown.put("matched", matched);
    shown.put("struck", struck);
    return shown;
  }
}
