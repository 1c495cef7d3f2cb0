package dev.countersign.gateway.preview;

import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.preview.JudgementAnswer;
import dev.countersign.contracts.preview.JudgementQuestion;
import dev.countersign.contracts.preview.PlanAnswer;
import dev.countersign.contracts.preview.PlanQuestion;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.gateway.edge.Inquiry;
import dev.countersign.gateway.settings.GatewaySettings;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;

/**
 * Asks policy and the executor until both speak of the same. Policy says what the resource would be
 * classified as; the executor looks at it, and checks it as that; and policy judges what was seen.
 * Where that is another classification, because the inventory is behind, they are asked again.
 */
@Singleton
class Forecast {
  private static final int LOOKS = 3;

  private final Inquiry inquiry;
  private final GatewaySettings settings;

  @Inject
  Forecast(Inquiry inquiry, GatewaySettings settings) {
    this.inquiry = inquiry;
    this.settings = settings;
  }

  /**
   * @param request that nobody has made
   * @param known its resource as the inventory has it
   */
  Uni<Previewed> of(OperationRequested request, Resource known, RoutingContext http) {
    return judge(request, known, http).chain(judged -> look(request, judged, LOOKS, http));
  }

  private Uni<Previewed> look(
      OperationRequested request, JudgementAnswer judged, int looks, RoutingContext http) {
    return plan(request, judged, http)
        .chain(found -> {
          var seen = found.resource();
          return seen == null
              ? Uni.createFrom().item(new Previewed(judged, found))
              : judge(request, seen, http)
                  .chain(again -> agreed(request, judged, found, again, looks, http));
        });
  }

  private Uni<Previewed> agreed(
      OperationRequested request,
      JudgementAnswer checkedAs,
      PlanAnswer found,
      JudgementAnswer judged,
      int looks,
      RoutingContext http) {
    if (judged.classification().equals(checkedAs.classification())) {
      return Uni.createFrom().item(new Previewed(judged, found));
    }
    return looks > 1
        ? look(request, judged, looks - 1, http)
        : Uni.createFrom()
            .failure(
                Inquiry.unavailable(
                    "The name or the tags of the resource are being changed right now."));
  }

  private Uni<JudgementAnswer> judge(
      OperationRequested request, Resource resource, RoutingContext http) {
    return inquiry.ask(
        new Inquiry.Whom(
            "policy", configured(settings.policyUrl(), "policy"), settings.policyTimeout()),
        "/api/judgements",
        new JudgementQuestion(request, resource),
        JudgementAnswer.class,
        http);
  }

  private Uni<PlanAnswer> plan(
      OperationRequested request, JudgementAnswer judged, RoutingContext http) {
    return inquiry.ask(
        new Inquiry.Whom(
            "the executor",
            configured(settings.executorUrl(), "executor"),
            settings.executorTimeout()),
        "/api/plans",
        new PlanQuestion(request, judged.classification()),
        PlanAnswer.class,
        http);
  }

  private static URI configured(Optional<URI> url, String service) {
    return url.orElseThrow(
        () -> Inquiry.unavailable("No " + service + " service is configured here."));
  }
}
