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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The live streams that are open, of which there are only so many. */
@ApplicationScoped
class Streams {
  private final Vertx vertx;
  private final GatewaySettings settings;
  private final Clock clock;
  private final AtomicInteger streams = new AtomicInteger();
  private final Map<String, Integer> perPerson = new ConcurrentHashMap<>();
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
    var call = Call.of(http);
    var expires = call.tokenExpires();
    var person = call.requester().subject();
    if (!enter()) {
      throw tooMany("As many live streams are open as may be.");
    }
    if (!enter(person)) {
      streams.decrementAndGet();
      throw tooMany("You have as many live streams open as one person may.");
    }
    var stream = new EventStream(http, vertx, settings.heartbeat());
    stream.endAt(Duration.between(clock.instant(), expires));
    open.add(stream);
    stream.afterwards(() -> {
      open.remove(stream);
      streams.decrementAndGet();
      perPerson.computeIfPresent(person, (_, count) -> count == 1 ? null : count - 1);
    });
    return stream;
  }

  /** Clients come back, to another replica, and go on from their last event. */
  void drain(@Observes ShutdownDelayInitiatedEvent event) {
    draining = true;
    open.forEach(stream -> stream.onContext(stream::end));
  }

  private static ProblemFound tooMany(String detail) {
    return Problem.of(ProblemType.TOO_MANY_STREAMS, detail)
        .nextStep("Ask for the operation itself from time to time, or try again later.")
        .retryAfter(30)
        .found();
  }

  private boolean enter(String person) {
    var most = settings.streamsPerPerson();
    var entered = new AtomicBoolean();
    perPerson.compute(
        person,
        (_, count) -> {
          var before = count == null ? 0 : count;
          entered.set(before < most);
          return before < most ? before + 1 : count;
        });
    return entered.get();
  }

  private boolean enter() {
    if (streams.incrementAndGet() > settings.streams() || draining) {
      streams.decrementAndGet();
      return false;
    }
    return true;
  }
}
