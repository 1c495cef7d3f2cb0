package dev.countersign.gateway.edge;

import dev.countersign.chassis.http.Problem;
import dev.countersign.chassis.http.ProblemType;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.role.RolesInForce;
import dev.countersign.gateway.settings.GatewaySettings;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Who may read: everybody who has a role, and policy's settings say who has. Policy is asked for
 * them every few seconds while people read, so that there is one list. Where it does not answer,
 * its last answer holds; before the first one, the gateway's own setting does.
 */
@Singleton
public class Readers {
  /** The role that resources ask for, of whoever reads. */
  public static final String ROLE = "reader";

  private static final Logger LOG = Logger.getLogger(Readers.class);
  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final HttpClient client;
  private final Uni<Void> look;
  private volatile GroupsWithARole known;
  private volatile boolean heard;
  private volatile boolean silent;

  @Inject
  Readers(Vertx vertx, GatewaySettings settings) {
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout((int) PATIENCE.toMillis()).setMaxPoolSize(2));
    this.known = GroupsWithARole.of(settings.readerGroups());
    this.look = settings.policyUrl().map(this::look).orElseGet(() -> Uni.createFrom().voidItem());
    this.heard = settings.policyUrl().isEmpty();
  }

  /** Why somebody may not read; empty where they may. */
  Uni<Optional<Problem>> objection(Collection<String> groups) {
    if (heard && known.haveOneOf(groups)) {
      // For those who come next: a role that was taken away is one for some seconds more.
      look.subscribe().with(_ -> {}, _ -> {});
      return Uni.createFrom().item(Optional.empty());
    }
    var here = Vertx.currentContext();
    var looked =
        look.map(_ ->
            known.haveOneOf(groups) ? Optional.<Problem>empty() : Optional.of(problem(groups)));
    // Whoever was first has made the look that all others wait for, too.
    return here == null ? looked : looked.emitOn(task -> here.runOnContext(_ -> task.run()));
  }

  private Problem problem(Collection<String> groups) {
    return Problem.of(
            ProblemType.ROLE_REQUIRED,
            groups.isEmpty()
                ? "Reading takes a role, and your token names no group."
                : "Reading takes a role, and none of your groups gives you one: "
                    + GroupsWithARole.listed(groups)
                    + '.')
        .nextStep(
            "Ask whoever runs your identity provider for one of the groups that give a role. "
                + known.words());
  }

  private Uni<Void> look(URI policy) {
    return ask(policy)
        .invoke(answer -> {
          known = GroupsWithARole.of(answer);
          heard = true;
          silent = false;
        })
        .onFailure()
        .invoke(fault -> {
          if (!silent) {
            LOG.warnf("policy does not say who has a role, what was known before holds: %s", fault);
          }
          silent = true;
        })
        .replaceWithVoid()
        .onFailure()
        .recoverWithNull()
        .memoize()
        .atLeast(FRESH);
  }

  private Uni<RolesInForce> ask(URI policy) {
    var question =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setAbsoluteURI(policy.toString().replaceAll("/$", "") + "/api/roles")
            .setTimeout(PATIENCE.toMillis());
    return Uni.createFrom()
        .completionStage(() ->
            client
                .request(question)
                .compose(HttpClientRequest::send)
                .compose(
                    answer -> answer.body().map(body -> new Answered(answer.statusCode(), body)))
                .toCompletionStage())
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .map(Answered::read);
  }

  private record Answered(int status, Buffer body) {
    RolesInForce read() {
      if (status != 200) {
        throw new IllegalStateException("it answers " + status);
      }
      return Json.read(body.getBytes(), RolesInForce.class);
    }
  }
}
