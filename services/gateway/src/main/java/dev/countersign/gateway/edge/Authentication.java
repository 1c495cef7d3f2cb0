package dev.countersign.gateway.edge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.json.UnreadableJson;
import dev.countersign.gateway.edge.core.Caller;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import java.util.Base64;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who asks, as the verified bearer token says. */
final class Authentication {

  /** The caller; empty without a token; fails when the token is not valid. */
  static Uni<Optional<Caller>> of(RoutingContext context) {
    // Quarkus would answer a failure by itself, without a body; the edge answers it.
    BiConsumer<RoutingContext, Throwable> leaveItToTheEdge = (_, _) -> {};
    context.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, leaveItToTheEdge);
    var identity = QuarkusHttpUser.getSecurityIdentity(context, null);
    return identity.map(known ->
        known != null && known.getPrincipal() instanceof JsonWebToken token
            ? Optional.of(caller(token))
            : Optional.empty());
  }

  /** From the token itself: what a library makes of a claim of another type is not what it says. */
  private static Caller caller(JsonWebToken token) {
    var parts = token.getRawToken().split("\\.", -1);
    try {
      return Claims.read(Json.read(Base64.getUrlDecoder().decode(parts[1]), JsonNode.class));
    } catch (UnreadableJson e) {
      return new Caller.Unusable("The claims of the token cannot be read as JSON.");
    }
  }

  private Authentication() {}
}
