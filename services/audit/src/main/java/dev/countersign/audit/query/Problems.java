package dev.countersign.audit.query;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Refusals as RFC 9457 problem details. */
final class Problems {
  private static final String TYPES = "https://countersign.dev/problems/";

  /**
   * @param errors the fields that are wrong
   */
  record Problem(
      String type, String title, int status, String detail, @Nullable List<FieldError> errors) {}

  record FieldError(String field, String message) {}

  @ServerExceptionMapper
  Response badParameter(BadParameter refused) {
    var detail = refused.field() + ": " + refused.getMessage();
    return response(
        new Problem(
            TYPES + "invalid-parameter",
            "A parameter is not valid",
            400,
            detail,
            List.of(new FieldError(refused.field(), String.valueOf(refused.getMessage())))));
  }

  @ServerExceptionMapper
  Response notInLedger(NotInLedger missing) {
    return response(
        new Problem(
            TYPES + "not-in-ledger",
            "Not in the ledger",
            404,
            String.valueOf(missing.getMessage()),
            null));
  }

  @ServerExceptionMapper
  Response noSuchPath(NotFoundException unknown) {
    return response(
        new Problem(
            TYPES + "not-found",
            "Nothing here",
            404,
            "There is nothing at this path. See docs/ledger.md for the paths of the ledger.",
            null));
  }

  private static Response response(Problem problem) {
    return Response.status(problem.status())
        .type("application/problem+json")
        .entity(problem)
        .build();
  }
}
