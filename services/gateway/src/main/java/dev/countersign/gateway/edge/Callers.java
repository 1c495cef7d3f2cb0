package dev.countersign.gateway.edge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.chassis.http.Problems;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.json.UnreadableJson;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Takes from each verified token whom it names, refuses those that name nobody or whose person
 * calls too often, and says who may read.
 */
@ApplicationScoped
class Callers implements SecurityIdentityAugmentor {
  private final RateLimit rateLimit;
  private final Readers readers;

  @Inject
  Callers(RateLimit rateLimit, Readers readers) {
    this.rateLimit = rateLimit;
    this.readers = readers;
  }

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    throw new IllegalStateException("no caller without a request");
  }

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity,
      AuthenticationRequestContext context,
      Map<String, Object> attributes) {
    if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
      return Uni.createFrom().item(identity);
    }
    return switch (caller(token)) {
      case Caller.Unusable(var reason) -> Uni.createFrom().failure(Problems.unusableToken(reason));
      case Caller.Known known -> {
        var http = HttpSecurityUtils.getRoutingContextAttribute(attributes);
        Call.caller(http, known);
        var tooMany = rateLimit.countPerson(known.requester().subject());
        if (tooMany.isPresent()) {
          yield Uni.createFrom().failure(tooMany.get());
        }
        yield readers
            .objection(known.requester().groups())
            .map(objection -> {
              objection.ifPresent(problem -> Problems.ifKeptOut(http, problem));
              return objection.isPresent()
                  ? identity
                  : QuarkusSecurityIdentity.builder(identity).addRole(Readers.ROLE).build();
            });
      }
    };
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
}
