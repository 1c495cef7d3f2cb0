package dev.countersign.chassis.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.redaction.Redaction;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.ext.web.RoutingContext;
import io.vertx.pgclient.PgException;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told when something stands in the way. The cause goes to the log, no further,
 * and no secret that was sent is sent back.
 */
public final class Problems {
  private static final Logger LOG = Logger.getLogger(Problems.class);
  private static final String REASON = "reason";
  private static final String OBJECTION = Problems.class.getName() + ".objection";
  private static final String MEDIA_TYPE = "application/problem+json";

  /** What may quote anything. The others show what the operation shows, people's names included. */
  private static final Set<String> TEXTS =
      Set.of("title", "detail", "field", "next_step", "error", "errors");

  @ServerExceptionMapper
  Response found(ProblemFound found, RoutingContext context) {
    return response(found.problem(), context);
  }

  @ServerExceptionMapper
  Response wrongMethod(NotAllowedException refused, RoutingContext context) {
    var methods = String.join(", ", Offered.at(Offered.path()));
    return response(
        Problem.of(ProblemType.METHOD_NOT_ALLOWED, "This path does not take this method.")
            .nextStep("Use one of: " + methods + '.')
            .header("Allow", methods),
        context);
  }

  @ServerExceptionMapper
  Response wrongMediaType(NotAcceptableException refused, RoutingContext context) {
    return response(
        Problem.of(
                ProblemType.NOT_ACCEPTABLE,
                "The Accept header leaves nothing that this path could answer.")
            .nextStep("Send Accept: */*, or no such header."),
        context);
  }

  @ServerExceptionMapper
  Response noToken(UnauthorizedException refused, RoutingContext context) {
    return response(unauthenticated("The request has no bearer token."), context);
  }

  @ServerExceptionMapper
  Response badToken(AuthenticationFailedException refused, RoutingContext context) {
    String reason = refused.getAttribute(REASON);
    return response(
        unauthenticated(
            reason == null
                ? "The token is not valid: it is expired or not valid yet, or not made for this"
                    + " service."
                : reason),
        context);
  }

  @ServerExceptionMapper
  Response forbidden(ForbiddenException refused, RoutingContext context) {
    Problem objection = context.get(OBJECTION);
    return response(
        objection == null
            ? Problem.of(ProblemType.FORBIDDEN, "This is offered to nobody.")
                .nextStep("docs/api.md describes what there is.")
            : objection,
        context);
  }

  @ServerExceptionMapper
  Response refused(WebApplicationException refused, RoutingContext context) {
    return response(refused.getResponse().getStatus() < 500 ? nothingHere() : of(refused), context);
  }

  @ServerExceptionMapper
  Response broken(Throwable failure, RoutingContext context) {
    return response(of(failure), context);
  }

  /** For a path that nothing is at. */
  static Problem nothingHere() {
    return Problem.of(ProblemType.NOT_FOUND, "There is nothing at this path.")
        .nextStep("GET /api/openapi of the gateway describes what there is.");
  }

  /** For a path or query that nobody can read. */
  public static Problem malformedPath() {
    return Problem.of(ProblemType.MALFORMED_PATH, "The path or query cannot be decoded.")
        .nextStep("Encode what is not a letter or digit as UTF-8 in %XX.");
  }

  /** For whoever has to show who they are first. */
  public static Problem unauthenticated(String detail) {
    return Problem.of(ProblemType.UNAUTHENTICATED, detail)
        .nextStep("Send the header Authorization: Bearer <token> with a fresh token.")
        .header("WWW-Authenticate", "Bearer");
  }

  /**
   * A token that is valid and cannot be used all the same, for a reason that its sender is told.
   */
  public static AuthenticationFailedException unusableToken(String reason) {
    return new AuthenticationFailedException(Map.of(REASON, reason));
  }

  /** What this caller is told where the access rules of a resource keep them out. */
  public static void ifKeptOut(RoutingContext context, Problem objection) {
    context.put(OBJECTION, objection);
  }

  /** For what nobody foresaw. */
  static Problem of(@Nullable Throwable failure) {
    if (unavailable(failure)) {
      LOG.warn("the database cannot be reached or does not answer", failure);
      return Problem.of(
              ProblemType.TEMPORARILY_UNAVAILABLE,
              "The database does not answer right now. Nothing was stored.")
          .nextStep("Try again in a few seconds.")
          .retryAfter(2);
    }
    LOG.error("a bug", failure);
    return Problem.of(
            ProblemType.INTERNAL_ERROR,
            "The request met an error that is ours. It has been logged.")
        .nextStep("Tell us the correlation id.");
  }

  /** Of what the database does to us; a connection closed under a query and a full pool, too. */
  private static boolean unavailable(@Nullable Throwable failure) {
    return failure instanceof TimeoutException
        || failure instanceof IOException
        || failure instanceof VertxException
        || failure instanceof NoStackTraceThrowable
        // Connection, serialization and deadlock, resources, operator intervention.
        || failure instanceof PgException pg
            && String.valueOf(pg.getSqlState()).matches("(08|40|53|57).*");
  }

  private static Response response(Problem problem, RoutingContext context) {
    var response =
        Response.status(problem.status()).type(MEDIA_TYPE).entity(document(problem, context));
    problem.headers().forEach(response::header);
    return response.build();
  }

  /** Answers with a problem outside of any resource. */
  public static void send(RoutingContext context, Problem problem) {
    if (!context.response().ended()) {
      context.response().setStatusCode(problem.status()).putHeader("Content-Type", MEDIA_TYPE);
      problem.headers().forEach(context.response()::putHeader);
      context.response().end(Buffer.buffer(document(problem, context)));
    }
  }

  private static byte[] document(Problem problem, RoutingContext context) {
    ObjectNode document =
        Json.mapper().valueToTree(problem.document(Answers.correlationId(context)));
    for (var member : document.properties()) {
      member.setValue(
          TEXTS.contains(member.getKey())
              ? Redaction.json(member.getValue())
              : Redaction.secrets(member.getValue()));
    }
    return Json.bytes(document);
  }
}
