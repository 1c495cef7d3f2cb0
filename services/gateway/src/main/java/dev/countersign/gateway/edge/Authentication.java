package dev.countersign.gateway.edge;

import dev.countersign.contracts.event.Requester;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Who asks, as the verified bearer token says. */
final class Authentication {
  private static final List<String> GROUPS = List.of("groups", "cognito:groups");
  private static final List<String> NAMES =
      List.of("name", "preferred_username", "cognito:username");

  /** The requester; empty without a token; fails when the token is not valid. */
  static Uni<Optional<Requester>> of(RoutingContext context) {
    // Quarkus would answer a failure by itself, without a body; the edge answers it.
    BiConsumer<RoutingContext, Throwable> leaveItToTheEdge = (_, _) -> {};
    context.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, leaveItToTheEdge);
    var identity = QuarkusHttpUser.getSecurityIdentity(context, null);
    return identity.map(known ->
        known != null && known.getPrincipal() instanceof JsonWebToken token
            ? Optional.of(requester(token))
            : Optional.empty());
  }

  private static Requester requester(JsonWebToken token) {
    return new Requester(
        token.getSubject(),
        NAMES.stream()
            .map(name -> token.<Object>getClaim(name))
            .filter(Objects::nonNull)
            .map(Authentication::text)
            .findFirst()
            .orElse(null),
        GROUPS.stream().flatMap(name -> texts(token.getClaim(name))).distinct().toList());
  }

  private static Stream<String> texts(@Nullable Object claim) {
    if (claim instanceof Iterable<?> items) {
      var texts = new ArrayList<String>();
      items.forEach(item -> texts.add(text(item)));
      return texts.stream();
    }
    return claim == null ? Stream.empty() : Stream.of(text(claim));
  }

  private static String text(Object claim) {
    return claim instanceof JsonString string ? string.getString() : claim.toString();
  }

  private Authentication() {}
}
