package dev.countersign.gateway.ledger;

import dev.countersign.gateway.edge.Call;
import dev.countersign.gateway.edge.Endpoint;
import dev.countersign.gateway.edge.Reply;
import dev.countersign.gateway.problem.Problem;
import dev.countersign.gateway.problem.ProblemType;
import dev.countersign.gateway.settings.GatewaySettings;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import org.jboss.logging.Logger;

/** Passes questions about the ledger on to the audit service, which decides who may ask them. */
@Singleton
public class LedgerEndpoint implements Endpoint.Source {
  private static final Logger LOG = Logger.getLogger(LedgerEndpoint.class);
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

  private final HttpClient http;
  private final GatewaySettings settings;

  @Inject
  LedgerEndpoint(Vertx vertx, GatewaySettings settings) {
    this.settings = settings;
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MS)
                .setMaxPoolSize(64)
                .setMaxWaitQueueSize(256)
                .setReadIdleTimeout(60));
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(Endpoint.get("/api/ledger/{path+}", this::pass));
  }

  private Uni<Reply> pass(Call call) {
    var audit = settings.auditUrl();
    if (audit.isEmpty()) {
      return Uni.createFrom().item(unavailable("No audit service is configured here."));
    }
    var answered =
        http.request(target(audit.get(), call))
            .compose(request -> ask(request, call))
            .compose(answer -> hand(answer, call));
    return Uni.createFrom()
        .completionStage(answered.toCompletionStage())
        .onFailure()
        .recoverWithItem(e -> {
          LOG.warn("the audit service does not answer", e);
          return call.http().response().headWritten()
              ? new Reply.TakenOver()
              : unavailable("The audit service does not answer.");
        });
  }

  private RequestOptions target(URI audit, Call call) {
    // As the gates have read it: what the client sent may be an absolute address, or climb out.
    return new RequestOptions()
        .setMethod(HttpMethod.GET)
        .setAbsoluteURI(audit.toString().replaceAll("/$", "") + call.target())
        .setTimeout(settings.auditTimeout().toMillis());
  }

  private static Future<HttpClientResponse> ask(HttpClientRequest request, Call call) {
    ASKED.forEach(name -> call.header(name).ifPresent(value -> request.putHeader(name, value)));
    request.putHeader("X-Correlation-Id", call.correlationId());
    return request.send();
  }

  private static Future<Reply> hand(HttpClientResponse answer, Call call) {
    var response = call.http().response();
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
        .<Reply>map(new Reply.TakenOver())
        .onFailure(_ -> call.http().connection().close());
  }

  private static Reply unavailable(String detail) {
    return Reply.problem(
            Problem.of(ProblemType.LEDGER_UNAVAILABLE, detail)
                .nextStep("Try again in a few seconds. Operations are recorded all the same."))
        .header("Retry-After", "5");
  }
}
