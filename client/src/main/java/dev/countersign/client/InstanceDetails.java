package dev.countersign.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One instance, and what can be asked for on it. */
public record InstanceDetails(
    String instanceId,
    String key,
    String account,
    String region,
    String arn,
    String engine,
    String engineVersion,
    String instanceClass,
    String status,
    @Nullable String environment,
    @Nullable String classifiedBy,
    @Nullable Map<String, Instance.Allowance> allowed,
    Map<String, String> tags,
    Instant observedAt,
    Map<String, String> links,
    JsonNode storage,
    JsonNode windows,
    JsonNode topology,
    List<String> parameterGroups,
    JsonNode pending,
    @Nullable Classified lastClassified,
    List<Offer> operations) {

  /** What policy said when it last decided about an operation on the instance. */
  public record Classified(
      String environment, String classifiedBy, Instant decidedAt, String operationId) {}

  /**
   * An operation that can be asked for.
   *
   * @param parameters JSON Schema
   * @param allowed {@code yes}, {@code needs-approval} or {@code no}: whether the caller may do it
   *     now with ordinary parameters; {@code unknown} where policy does not answer
   * @param reason why
   * @param fitsStatus whether the status that was last seen allows it; policy may refuse it still
   */
  public record Offer(
      String operation,
      List<String> aliases,
      String title,
      String summary,
      boolean interruptsService,
      JsonNode parameters,
      String allowed,
      String reason,
      boolean fitsStatus) {}
}
