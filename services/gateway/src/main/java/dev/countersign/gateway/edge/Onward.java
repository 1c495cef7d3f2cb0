package dev.countersign.gateway.edge;

import dev.countersign.chassis.http.Answers;
import dev.countersign.chassis.http.Problem;
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
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Passes a question on to another service, and its answer back, as they come. */
@Singleton
public class Onward {
  private static final Logger LOG = Logger.getLogger(Onward.class);
  private static final int CONNECT_TIMEOUT_MS = 2000;

  /** What goes along with every question. */
  private static final List<String> ASKED = List.of("Accept", "traceparent");

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

  @Inject
  Onward(Vertx vertx) {
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MS)
                .setMaxPoolSize(64)
                .setMaxWaitQueueSize(256)
                .setReadIdleTimeout(60));
  }

  /**
   * Who is asked.
   *
   * @param name for the log
   * @param url its base
   * @param timeout how long it may take to begin its answer
   * @param headers what goes along beside what always does, and nothing else
   */
  public record To(String name, URI url, Duration timeout, List<String> headers) {}

  /**
   * The answer is written as it comes, and not by the framework.
   *
   * @param silent what to say where the other does not answer
   */
  public Uni<Response> pass(To to, RoutingContext http, Problem silent) {
    var answered =
        client
            .request(target(to, http))
            .compose(request -> ask(request, to, http))
            .compose(answer -> hand(answer, http));
    return Uni.createFrom()
        .completionStage(answered.toCompletionStage())
        .chain(() -> Uni.createFrom().<Response>nothing())
        .onFailure()
        .recoverWithUni(e -> {
          if (!http.response().closed()) {
            LOG.warnf(e, "%s does not answer", to.name());
          }
          return http.response().headWritten()
              ? Uni.createFrom().nothing()
              : Uni.createFrom().failure(silent.found());
        });
  }

  private static RequestOptions target(To to, RoutingContext http) {
    var query = http.request().query();
    // As the router has read it: what the client sent may be an absolute address, or climb out.
    return new RequestOptions()
        .setMethod(HttpMethod.GET)
        .setAbsoluteURI(
            to.url().toString().replaceAll("/$", "")
                + http.normalizedPath()
                + (query == null ? "" : '?' + query))
        .setTimeout(to.timeout().toMillis());
  }

  private static Future<HttpClientResponse> ask(
      HttpClientRequest request, To to, RoutingContext http) {
    var names = new ArrayList<>(ASKED);
    names.addAll(to.headers());
    for (var name : names) {
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
}
