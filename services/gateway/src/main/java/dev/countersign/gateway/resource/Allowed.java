package dev.countersign.gateway.resource;

import dev.countersign.chassis.http.Problem;
import dev.countersign.chassis.http.ProblemType;
import dev.countersign.contracts.preview.AllowanceAnswer;
import dev.countersign.contracts.preview.AllowanceAnswer.OnResource;
import dev.countersign.contracts.preview.AllowanceQuestion;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.gateway.edge.Call;
import dev.countersign.gateway.edge.Inquiry;
import dev.countersign.gateway.settings.GatewaySettings;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What policy says that the caller may do. The inventory is shown without it where policy does not
 * answer: nobody is told that they may.
 */
@Singleton
class Allowed {
  private static final Duration LONGEST = Duration.ofSeconds(4);

  private final Inquiry inquiry;
  private final GatewaySettings settings;

  @Inject
  Allowed(Inquiry inquiry, GatewaySettings settings) {
    this.inquiry = inquiry;
    this.settings = settings;
  }

  /** By key; empty where policy does not answer. */
  Uni<Map<String, OnResource>> of(List<? extends Resource> resources, RoutingContext http) {
    var policy = settings.policyUrl().orElse(null);
    if (policy == null || resources.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    var timeout = settings.policyTimeout();
    var whom =
        new Inquiry.Whom("policy", policy, timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST);
    var question = new AllowanceQuestion(Call.of(http).requester(), List.copyOf(resources));
    return inquiry
        .ask(whom, "/api/allowances", question, AllowanceAnswer.class, http)
        .map(answer ->
            answer.resources().stream()
                .collect(Collectors.toMap(OnResource::key, Function.identity())))
        .onFailure()
        .recoverWithItem(Map.of());
  }

  /** For whoever asks for what only policy knows. */
  static RuntimeException unavailable() {
    return Problem.of(
            ProblemType.POLICY_UNAVAILABLE,
            "Policy does not answer, and it alone knows the environments.")
        .nextStep("Try again in a few seconds, or leave the filter environment out.")
        .retryAfter(5)
        .found();
  }
}
