package dev.countersign.chaos.judgement;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.client.LedgerEntry;
import dev.countersign.contracts.decision.DecisionStatement.Approval;
import dev.countersign.contracts.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;

/** What policy has signed for one operation, as the ledger has it. */
final class Approvals {
  private record Signed(Instant from, Instant until, ApprovedCall call) {}

  private final List<Signed> all;

  private Approvals(List<Signed> all) {
    this.all = all;
  }

  static Approvals in(List<LedgerEntry> events) {
    return new Approvals(
        events.stream()
            .filter(event -> Events.is(event, "approved"))
            .map(Approvals::read)
            .toList());
  }

  private static Signed read(LedgerEntry event) {
    var payload = Base64.getDecoder().decode(event.data().at("/envelope/payload").asText());
    var approval = Json.read(new String(payload, StandardCharsets.UTF_8), Approval.class);
    return new Signed(Events.time(event), approval.expiresAt(), ApprovedCall.of(approval));
  }

  /**
   * Whether one of them allows this: for this very call, given before it, and not expired by AWS's
   * own clock, whose policies know whole seconds.
   */
  boolean allow(JsonNode effect, Duration skew) {
    var atAws = Instant.parse(effect.path("time").asText());
    return all.stream()
        .anyMatch(signed ->
            !atAws.minus(skew).isBefore(signed.from())
                && atAws.isBefore(signed.until().plusSeconds(1))
                && signed
                    .call()
                    .is(
                        effect.path("resource_id").asText(),
                        effect.path("action").asText(),
                        arguments(effect)));
  }

  private static HashMap<String, String> arguments(JsonNode effect) {
    var arguments = new HashMap<String, String>();
    effect
        .path("parameters")
        .properties()
        .forEach(each -> arguments.put(each.getKey(), each.getValue().asText()));
    return arguments;
  }
}
