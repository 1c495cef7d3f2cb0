package dev.countersign.gateway.stream;

import dev.countersign.chassis.http.Problem;
import dev.countersign.chassis.http.ProblemFound;
import dev.countersign.chassis.http.ProblemType;
import dev.countersign.gateway.edge.Call;
import dev.countersign.gateway.settings.GatewaySettings;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The live streams that are open, of which there are only so many. */
@ApplicationScoped
class Streams {
  private final Vertx vertx;
  private final GatewaySettings settings;
  private final Clock clock;
  private final AtomicInteger streams = new AtomicInteger();
  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
  private volatile boolean draining;

  @Inject
  Streams(Vertx vertx, GatewaySettings settings, Clock clock) {
    this.vertx = vertx;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * A stream that ends with the token that opened it.
   *
   * @throws ProblemFound where there are too many already
   */
  EventStream open(RoutingContext http) {
    var expires = Call.of(http).tokenExpires();
    if (!enter()) {
      throw Problem.of(ProblemType.TOO_MANY_STREAMS, "As many live streams are open as may be.")
          .nextStep("Ask for the operation itself from time to time, or try again later.")
          .retryAfter(30)
          .found();
    }
    var stream = new EventStream(http, vertx, settings.heartbeat());
    stream.endAt(Duration.between(clock.instant(), expires));
    open.add(stream);
    stream.afterwards(() -> {
      open.remove(stream);
      streams.decrementAndGet();
    });
    return stream;
  }

  /** Clients come back, to another replica, and go on from their last event. */
  void drain(@Observes ShutdownDelayInitiatedEvent event) {
    draining = true;
    open.forEach(stream -> stream.onContext(stream::end));
  }

  private boolean enter() {
    if (streams.incrementAndGet() > settings.streams() || draining) {
      streams.decrementAndGet();
      return false;
    }
    return true;
  }
}
