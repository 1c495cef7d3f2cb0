package dev.countersign.gateway.edge;

import dev.countersign.chassis.http.RequestNumbers;
import dev.countersign.gateway.edge.core.Caller;
import dev.countersign.gateway.edge.core.Headers;
import dev.countersign.gateway.edge.core.PathTemplate;
import dev.countersign.gateway.edge.core.TrustedProxies;
import dev.countersign.gateway.problem.Problem;
import dev.countersign.gateway.problem.ProblemType;
import dev.countersign.gateway.settings.GatewaySettings;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Takes every request of the API through the same gates, in this order: rate, token, path, method,
 * turn, media type, size. Only what says that it is open passes without a token: whatever a path
 * may be read as, a stranger is told nothing about it. The operations are offered under {@code
 * /operations}, too.
 */
@ApplicationScoped
public class Api {
  private final List<Endpoint> endpoints;
  private final GatewaySettings settings;
  private final RateLimit rateLimit;
  private final TrustedProxies proxies;
  private final HeavyReads heavyReads;

  @Inject
  Api(
      @All List<Endpoint.Source> sources,
      GatewaySettings settings,
      RateLimit rateLimit,
      HeavyReads heavyReads) {
    this.endpoints = sources.stream().flatMap(source -> source.endpoints().stream()).toList();
    settings.check();
    this.settings = settings;
    this.rateLimit = rateLimit;
    this.heavyReads = heavyReads;
    this.proxies = new TrustedProxies(settings.trustedProxies().orElse(List.of()));
  }

  /** Everything that is offered. */
  public List<Endpoint> endpoints() {
    return endpoints;
  }

  void handle(RoutingContext context) {
    var request = context.request();
    var arrival = Arrival.of(request, proxies);
    var answer = new Answer(context, arrival);
    answered(context, arrival, answer)
        .onFailure()
        .recoverWithItem(Failures::reply)
        .subscribe()
        .with(reply -> sent(answer, reply));
  }

  /** An answer that cannot be written must not leave the client waiting. */
  private static void sent(Answer answer, Reply reply) {
    try {
      answer.send(reply);
    } catch (RuntimeException e) {
      answer.send(Failures.reply(e));
    }
  }

  /** For what the HTTP layer refuses on its own. */
  void fail(RoutingContext context) {
    fail(context, context.statusCode());
  }

  void fail(RoutingContext context, int status) {
    new Answer(context, Arrival.of(context.request(), proxies))
        .send(
            status == 403
                ? Reply.problem(
                    Problem.of(
                            ProblemType.ORIGIN_NOT_ALLOWED,
                            "Pages of this web origin may not call the API.")
                        .nextStep("Ask the operators to add the origin to the gateway's settings."))
                : refused(status).orElseGet(() -> Failures.reply(failure(context))));
  }

  private static Optional<Reply.Trouble> refused(int status) {
    return switch (status) {
      case 400 ->
          Optional.of(
              Reply.problem(
                  Problem.of(ProblemType.MALFORMED_PATH, "The path or query cannot be decoded.")
                      .nextStep("Encode what is not a letter or digit as UTF-8 in %XX.")));
      case 404 -> Optional.of(nothing());
      case 405 -> Optional.of(wrongMethod(new TreeSet<>(List.of("GET", "POST"))));
      default -> Optional.empty();
    };
  }

  private static Throwable failure(RoutingContext context) {
    return context.failure() == null
        ? new IllegalStateException("HTTP status " + context.statusCode())
        : context.failure();
  }

  private Uni<Reply> answered(RoutingContext context, Arrival arrival, Answer answer) {
    var wait = rateLimit.count(arrival.clientAddress());
    if (wait.isPresent()) {
      return reply(
          Reply.problem(
                  Problem.of(ProblemType.RATE_LIMITED, "This address has sent too many requests.")
                      .nextStep("Wait as long as Retry-After says."))
              .header("Retry-After", Long.toString(wait.get().toSeconds() + 1)));
    }
    var segments = PathTemplate.segments(context.normalizedPath());
    var path = segments.getFirst().equals("operations") ? prefixed(segments) : segments;
    var open = offered(context, path).filter(found -> found.endpoint().open());
    if (open.isPresent()) {
      var found = open.get();
      return found.endpoint().handler().apply(new Call(context, arrival, found.values(), null));
    }
    return Authentication.of(context)
        .chain(caller -> {
          if (caller.isEmpty()) {
            return reply(Failures.unauthenticated("The request has no bearer token."));
          }
          return switch (caller.get()) {
            case Caller.Unusable(var reason) -> reply(Failures.unauthenticated(reason));
            case Caller.Known known -> {
              answer.requester(known.requester());
              yield offered(context, path)
                  .map(found ->
                      entered(
                          context,
                          answer,
                          found.endpoint(),
                          new Call(context, arrival, found.values(), known)))
                  .orElseGet(() -> reply(notOffered(path)));
            }
          };
        });
  }

  private Optional<Offer> offered(RoutingContext context, List<String> path) {
    var method = context.request().method().name();
    for (var endpoint : endpoints) {
      var values = endpoint.path().match(path);
      if (values.isPresent() && endpoint.method().equals(method)) {
        context.put(RequestNumbers.TEMPLATE, endpoint.path().text());
        return Optional.of(new Offer(endpoint, values.get()));
      }
    }
    return Optional.empty();
  }

  private Reply.Trouble notOffered(List<String> path) {
    var allowed = new TreeSet<String>();
    for (var endpoint : endpoints) {
      endpoint.path().match(path).ifPresent(_ -> allowed.add(endpoint.method()));
    }
    return allowed.isEmpty() ? nothing() : wrongMethod(allowed);
  }

  private Uni<Reply> entered(RoutingContext context, Answer answer, Endpoint endpoint, Call call) {
    if (endpoint.method().equals("POST")) {
      return withBody(context, endpoint, call);
    }
    return endpoint.heavy()
        ? heavyReads.inTurn(answer, () -> endpoint.handler().apply(call))
        : endpoint.handler().apply(call);
  }

  private Uni<Reply> withBody(RoutingContext context, Endpoint endpoint, Call call) {
    var request = context.request();
    if (!Headers.json(request.getHeader("Content-Type")) && !empty(request)) {
      return reply(
          Reply.problem(
              Problem.of(
                      ProblemType.UNSUPPORTED_MEDIA_TYPE,
                      "The body is not declared as JSON in UTF-8.")
                  .nextStep("Send the header Content-Type: application/json.")));
    }
    return BoundedBody.read(request, settings.bodyLimit())
        .chain(body ->
            body.isEmpty() ? reply(tooLarge()) : endpoint.handler().apply(call.with(body.get())));
  }

  private static boolean empty(HttpServerRequest request) {
    var length = Optional.ofNullable(request.getHeader("Content-Length")).orElse("0");
    return length.equals("0") && request.getHeader("Transfer-Encoding") == null;
  }

  private Reply.Trouble tooLarge() {
    return Reply.problem(
        Problem.of(
                ProblemType.BODY_TOO_LARGE,
                "The body is larger than " + settings.bodyLimit() + " bytes.")
            .nextStep("Send one operation per request, with its parameters only."));
  }

  private static Reply.Trouble nothing() {
    return Reply.problem(
        Problem.of(ProblemType.NOT_FOUND, "The API has nothing at this path.")
            .nextStep("GET /api/openapi describes what there is."));
  }

  private static Reply.Trouble wrongMethod(TreeSet<String> allowed) {
    var methods = String.join(", ", allowed);
    return Reply.problem(
            Problem.of(ProblemType.METHOD_NOT_ALLOWED, "This path does not take this method.")
                .nextStep("Use one of: " + methods + '.'))
        .header("Allow", methods);
  }

  private static List<String> prefixed(List<String> segments) {
    return Stream.concat(Stream.of("api"), segments.stream()).toList();
  }

  private static Uni<Reply> reply(Reply reply) {
    return Uni.createFrom().item(reply);
  }

  /** An endpoint, with what its placeholders stand for. */
  private record Offer(Endpoint endpoint, Map<String, String> values) {}
}
