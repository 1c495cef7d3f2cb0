package dev.countersign.gateway.edge;

import dev.countersign.chassis.http.Gate;
import dev.countersign.chassis.http.Offered;
import dev.countersign.chassis.http.Problem;
import dev.countersign.chassis.http.ProblemType;
import dev.countersign.chassis.http.Problems;
import dev.countersign.chassis.http.TrustedProxies;
import dev.countersign.chassis.start.CannotStart;
import dev.countersign.gateway.settings.GatewaySettings;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * What comes before any resource: the rate of an address, the second name of the operations, and
 * that a stranger is not told what there is. Tokens for what there is are the resources' own
 * affair, each of which says who may call it.
 */
@ApplicationScoped
public class Doors {
  private final RateLimit rateLimit;
  private final TrustedProxies proxies;
  private final BlockList blockList;

  @Inject
  Doors(GatewaySettings settings, RateLimit rateLimit, VertxHttpConfig http) {
    settings.check();
    // A connection on which nothing happens is closed, also under a request that waits.
    CannotStart.unless(
        settings.longestWait().compareTo(http.idleTimeout()) < 0,
        GatewaySettings.PREFIX + "longest-wait",
        "below quarkus.http.idle-timeout (" + http.idleTimeout() + ')',
        settings.longestWait());
    Reads.check(settings.heavyReads());
    this.rateLimit = rateLimit;
    this.blockList = new BlockList(settings.blockListFile().orElse(null));
    this.proxies = new TrustedProxies(settings.trustedProxies().orElse(List.of()));
  }

  /** Settings that cannot be used are told at the start, and not to the first client. */
  void start(@Observes StartupEvent event) {}

  @ServerRequestFilter(preMatching = true, priority = Gate.PRIORITY - 4)
  void count(RoutingContext http) {
    var socket = http.request().remoteAddress();
    var address = socket == null ? null : socket.hostAddress();
    var client =
        proxies.client(
            address == null ? "unknown" : address,
            String.join(",", http.request().headers().getAll("X-Forwarded-For")));
    Call.address(http, client);
    if (isOfTheApi(Offered.path())) {
      if (blockList.holds(client)) {
        throw Problem.of(ProblemType.ADDRESS_BLOCKED, "Requests from this address are refused.")
            .nextStep("Ask whoever runs Countersign why it is on the block list.")
            .found();
      }
      rateLimit.countAddress(client);
    }
  }

  /** The operations are offered under {@code /operations}, too. */
  @ServerRequestFilter(preMatching = true, priority = Gate.PRIORITY + 1)
  void shortened(ContainerRequestContext request, RoutingContext http) {
    var path = Offered.path();
    if (first(path).equals("operations")) {
      var query = http.request().query();
      try {
        // The framework takes the path from it decoded, and matches paths that are not.
        request.setRequestUri(
            URI.create("/api" + path.replace("%", "%25") + (query == null ? "" : '?' + query)));
      } catch (IllegalArgumentException e) {
        throw Problems.malformedPath().found();
      }
    }
  }

  @ServerRequestFilter(preMatching = true, priority = Gate.PRIORITY + 2)
  Uni<Void> knock(RoutingContext http) {
    var path = Offered.path();
    var method = http.request().method().name();
    // Live streams have no beginning to show without the rest.
    var offered = !method.equals("HEAD") && Offered.at(path).contains(method);
    if (offered || !isOfTheApi(path)) {
      return Uni.createFrom().voidItem();
    }
    return Gate.askForAToken(http, path);
  }

  private static boolean isOfTheApi(String path) {
    return first(path).equals("api") || first(path).equals("operations");
  }

  private static String first(String path) {
    return path.replaceFirst("^/", "").split("/", 2)[0];
  }
}
