package dev.countersign.audit.edge;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.ext.web.RoutingContext;
import io.vertx.pgclient.PgException;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** What is answered when a question cannot be. The cause goes to the log, and no further. */
public final class Problems {
  private static final Logger LOG = Logger.getLogger(Problems.class);

  static final String METHODS = "GET, HEAD";

  @ServerExceptionMapper
  Response badParameter(BadParameter refused, RoutingContext context) {
    return response(
        new Problem(
            ProblemType.INVALID_QUERY_PARAMETER,
            refused.field() + ": " + refused.getMessage(),
            "Correct this parameter. docs/ledger.md describes all of them.",
            refused.field()),
        context);
  }

  @ServerExceptionMapper
  Response notInLedger(NotInLedger missing, RoutingContext context) {
    return response(
        Problem.of(
            ProblemType.NOT_IN_LEDGER,
            String.valueOf(missing.getMessage()),
            "GET /api/ledger/checkpoint says how large the ledger is."),
        context);
  }

  @ServerExceptionMapper
  Response tooManyReads(TooManyReads refused, RoutingContext context) {
    return with(
        Problem.of(
            ProblemType.TOO_MANY_READS,
            "Many large answers are being made right now.",
            "Ask again in a moment, one page or tile after the other."),
        context,
        "Retry-After",
        "1");
  }

  @ServerExceptionMapper
  Response noSuchPath(NotFoundException unknown, RoutingContext context) {
    return response(nothingHere(), context);
  }

  @ServerExceptionMapper
  Response wrongMethod(NotAllowedException refused, RoutingContext context) {
    return with(notThisMethod(), context, "Allow", METHODS);
  }

  static Problem notThisMethod() {
    return Problem.of(
        ProblemType.METHOD_NOT_ALLOWED,
        "This path does not take this method.",
        "The ledger is read with GET, and written by nobody but this service.");
  }

  @ServerExceptionMapper
  Response wrongMediaType(NotAcceptableException refused, RoutingContext context) {
    return response(
        Problem.of(
            ProblemType.NOT_ACCEPTABLE,
            "The Accept header leaves nothing that this path could answer.",
            "Send Accept: */*, or no such header."),
        context);
  }

  @ServerExceptionMapper
  Response noToken(UnauthorizedException refused, RoutingContext context) {
    return unauthenticated("The request has no bearer token.", context);
  }

  @ServerExceptionMapper
  Response badToken(AuthenticationFailedException refused, RoutingContext context) {
    return unauthenticated(
        "The token is not valid: it is expired, or not made for this service.", context);
  }

  @ServerExceptionMapper
  Response forbidden(ForbiddenException refused, RoutingContext context) {
    return response(
        Problem.of(
            ProblemType.FORBIDDEN,
            "This is offered to nobody.",
            "docs/ledger.md describes what there is."),
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
    return Problem.of(
        ProblemType.NOT_FOUND,
        "There is nothing at this path.",
        "docs/ledger.md describes the paths of the ledger, which begin with /api/ledger.");
  }

  /** For what nobody foresaw. */
  static Problem of(@Nullable Throwable failure) {
    if (unavailable(failure)) {
      LOG.warn("the database cannot be reached or does not answer", failure);
      return Problem.of(
          ProblemType.TEMPORARILY_UNAVAILABLE,
          "The ledger could not be read right now.",
          "Try again in a few seconds.");
    }
    LOG.error("a bug", failure);
    return Problem.of(
        ProblemType.INTERNAL_ERROR,
        "The request met an error that is ours. It has been logged.",
        "Tell us the correlation id.");
  }

  private static boolean unavailable(@Nullable Throwable failure) {
    return failure instanceof TimeoutException
        || failure instanceof IOException
        || failure instanceof VertxException
        || failure instanceof PgException pg
            && String.valueOf(pg.getSqlState()).matches("(08|40|53|57).*");
  }

  private static Response unauthenticated(String detail, RoutingContext context) {
    return with(
        Problem.of(
            ProblemType.UNAUTHENTICATED,
            detail,
            "Send the header Authorization: Bearer <token> with a fresh token."),
        context,
        "WWW-Authenticate",
        "Bearer");
  }

  private static Response response(Problem problem, RoutingContext context) {
    return answer(problem, context).build();
  }

  private static Response with(
      Problem problem, RoutingContext context, String header, String value) {
    return answer(problem, context).header(header, value).build();
  }

  private static Response.ResponseBuilder answer(Problem problem, RoutingContext context) {
    return Response.status(problem.type().status())
        .type("application/problem+json")
        .entity(problem.document(Answers.correlationId(context)));
  }
}
