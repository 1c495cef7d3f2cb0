package dev.countersign.gateway.ledger;

import dev.countersign.chassis.http.Answers;
import dev.countersign.chassis.http.Problem;
import dev.countersign.chassis.http.ProblemFound;
import dev.countersign.chassis.http.ProblemType;
import dev.countersign.gateway.settings.GatewaySettings;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.jboss.logging.Logger;

/** Passes questions about the ledger on to the audit service, which decides who may ask them. */
@Authenticated
@Path("/api/ledger/{path: .+}")
public class LedgerResource {
  private static final Logger LOG = Logger.getLogger(LedgerResource.class);
  private static final int CONNECT_TIMEOUT_MS = 2000;

  /** What goes along to audit, and nothing else. */
  private static final List<String> ASKED =
      List.of(
          "Authorization", "Accept", "If-None-Match", "If-Modified-Since", "Range", "traceparent");

  /** What comes back with the answer. */
  private static final List<String> ANSWERED =
      List.of(
          "Content-Type",
          "Content-Length",
          "Content-Disposition",
          "Content-Range",
          "Cache-Control",
          "ETag",
          "Last-Modified",
          "Link",
          "Retry-After");

  private final HttpClient client;
  private final GatewaySettings settings;

  @Inject
  LedgerResource(Vertx vertx, GatewaySettings settings) {
    this.settings = settings;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MS)
                .setMaxPoolSize(64)
                .setMaxWaitQueueSize(256)
                .setReadIdleTimeout(60));
  }

  /** The answer is written as it comes, and not by the framework. */
  @GET
  public Uni<Response> pass(@Context RoutingContext http) {
    var audit = settings.auditUrl().orElse(null);
    if (audit == null) {
      return Uni.createFrom().failure(unavailable("No audit service is configured here."));
    }
    var answered =
        client
            .request(target(audit, http))
            .compose(request -> ask(request, http))
            .compose(answer -> hand(answer, http));
    return Uni.createFrom()
        .completionStage(answered.toCompletionStage())
        .chain(() -> Uni.createFrom().<Response>nothing())
        .onFailure()
        .recoverWithUni(e -> {
          if (!http.response().closed()) {
            LOG.warn("the audit service does not answer", e);
          }
          return http.response().headWritten()
              ? Uni.createFrom().nothing()
              : Uni.createFrom().failure(unavailable("The audit service does not answer."));
        });
  }

  private RequestOptions target(URI audit, RoutingContext http) {
    var query = http.request().query();
    // As the router has read it: what the client sent may be an absolute address, or climb out.
    return new RequestOptions()
        .setMethod(HttpMethod.GET)
        .setAbsoluteURI(
            audit.toString().replaceAll("/$", "")
                + http.normalizedPath()
                + (query == null ? "" : '?' + query))
        .setTimeout(settings.auditTimeout().toMillis());
  }

  private static Future<HttpClientResponse> ask(HttpClientRequest request, RoutingContext http) {
    for (var name : ASKED) {
      var value = http.request().getHeader(name);
      if (value != null) {
        request.putHeader(name, value);
      }
    }
    request.putHeader("X-Correlation-Id", Answers.correlationId(http));
    return request.send();
  }

  private static Future<Void> hand(HttpClientResponse answer, RoutingContext http) {
    var response = http.response();
    if (response.closed()) {
      answer.request().reset();
      return Future.succeededFuture();
    }
    response.setStatusCode(answer.statusCode());
    for (var name : ANSWERED) {
      var value = answer.getHeader(name);
      if (value != null) {
        response.putHeader(name, value);
      }
    }
    if (answer.getHeader("Content-Length") == null) {
      response.setChunked(true);
    }
    return answer
        .pipeTo(response)
        .onFailure(_ -> {
          answer.request().reset();
          http.request().connection().close();
        });
  }

  private static ProblemFound unavailable(String detail) {
    return Problem.of(ProblemType.LEDGER_UNAVAILABLE, detail)
        .nextStep("Try again in a few seconds. Operations are recorded all the same.")
        .retryAfter(5)
        .found();
  }
}
