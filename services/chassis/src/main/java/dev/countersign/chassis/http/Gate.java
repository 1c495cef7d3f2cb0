package dev.countersign.chassis.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import java.net.URLDecoder;
import java.util.function.BiConsumer;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** What no resource is to see. */
public final class Gate {
  /** Behind what a service asks of everybody, such as a rate. */
  public static final int PRIORITY = 5_000;

  private static final int LAST = PRIORITY + 100;

  @ServerRequestFilter(preMatching = true, priority = PRIORITY)
  void keepOutWhatCannotBeRead(RoutingContext http) {
    if (!readable(http)) {
      throw Problems.malformedPath().found();
    }
  }

  /** The framework would answer it by itself, and to everybody. */
  @ServerRequestFilter(preMatching = true, priority = LAST)
  void offerNoOptions(RoutingContext http) {
    if (http.request().method().name().equals("OPTIONS")) {
      throw notOffered(Offered.path());
    }
  }

  /** For a method that is not offered, or a path that nothing is at. */
  public static RuntimeException notOffered(String path) {
    var methods = Offered.at(path);
    return methods.isEmpty()
        ? new NotFoundException()
        : new NotAllowedException(String.join(", ", methods));
  }

  /**
   * For what is not offered: a stranger is not told what there is and what is not. Whoever has a
   * token hears that the path or the method is not there.
   */
  public static Uni<Void> askForAToken(RoutingContext http, String path) {
    // Quarkus would answer a failure by itself, without a body.
    BiConsumer<RoutingContext, Throwable> leaveItToUs = (_, _) -> {};
    http.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, leaveItToUs);
    return QuarkusHttpUser.getSecurityIdentity(http, null)
        .onItem()
        .transformToUni(identity ->
            Uni.createFrom()
                .failure(
                    identity == null || identity.isAnonymous()
                        ? Problems.unauthenticated("The request has no bearer token.").found()
                        : notOffered(path)));
  }

  /** No database takes a NUL, and what cannot be decoded is not what anybody meant. */
  private static boolean readable(RoutingContext http) {
    try {
      http.queryParams();
      var path = String.valueOf(http.request().path()).replace("+", "%2B");
      return URLDecoder.decode(path, UTF_8).chars().noneMatch(c -> c == 0 || c == 0xFFFD);
    } catch (IllegalArgumentException | HttpException e) {
      return false;
    }
  }
}
