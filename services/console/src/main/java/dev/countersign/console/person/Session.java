package dev.countersign.console.person;

import dev.countersign.client.Countersign;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;

/** The person of this request, and the API as they may use it. */
@RequestScoped
public class Session {
  private final Person person;
  private final Countersign api;

  @Inject
  Session(SecurityIdentity identity, Connections connections, RoutingContext http) {
    var credential = identity.getCredential(AccessTokenCredential.class);
    var token = credential == null ? "" : credential.getToken();
    this.person = token.isEmpty() ? Person.UNKNOWN : Person.of(token);
    var address =
        connections
            .proxies()
            .client(
                http.request().remoteAddress().hostAddress(),
                http.request().getHeader("X-Forwarded-For"));
    this.api = connections.api().forCaller(() -> token, address);
  }

  public Person person() {
    return person;
  }

  /** Every call is the person's own: the gateway sees their token and nothing of ours. */
  public Countersign api() {
    return api;
  }
}
