package dev.countersign.gateway.stream;

import dev.countersign.gateway.edge.Call;
import dev.countersign.gateway.edge.Endpoint;
import dev.countersign.gateway.edge.Reply;
import dev.countersign.gateway.live.Updates;
import dev.countersign.gateway.operation.OperationEndpoints;
import dev.countersign.gateway.operation.OperationJson;
import dev.countersign.gateway.operation.OperationQueries;
import dev.countersign.gateway.operation.core.OperationView;
import dev.countersign.gateway.problem.Problem;
import dev.countersign.gateway.problem.ProblemType;
import dev.countersign.gateway.settings.GatewaySettings;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Live updates: of one operation from its beginning, and of all from now on. */
@Singleton
public class StreamEndpoints implements Endpoint.Source {
  private final Vertx vertx;
  private final Updates updates;
  private final OperationQueries queries;
  private final GatewaySettings settings;
  private final Clock clock;
  private final AtomicInteger streams = new AtomicInteger();
  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
  private volatile boolean draining;

  @Inject
  StreamEndpoints(
      Vertx vertx,
      Updates updates,
      OperationQueries queries,
      GatewaySettings settings,
      Clock clock) {
    this.vertx = vertx;
    this.updates = updates;
    this.queries = queries;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/operations/{operation_id}/events", this::one),
        Endpoint.get("/api/events", this::all));
  }

  private Uni<Reply> one(Call call) {
    var id = call.path("operation_id");
    return queries
        .find(id)
        .map(found -> found.isEmpty() ? OperationEndpoints.notFound() : follow(id, call));
  }

  private Reply follow(String operationId, Call call) {
    if (!enter()) {
      return full();
    }
    var after =
        call.header("Last-Event-ID")
            .filter(id -> id.matches("\\d{1,18}"))
            .map(Long::parseLong)
            .orElse(0L);
    var stream = open(call);
    var operation = new OperationStream(stream, queries, operationId, after);
    var subscription = updates.listen(operationId, _ -> stream.onContext(operation::changed));
    stream.afterwards(subscription::close);
    operation.changed();
    return new Reply.TakenOver();
  }

  private Uni<Reply> all(Call call) {
    if (!enter()) {
      return Uni.createFrom().item(full());
    }
    var stream = open(call);
    var subscription = updates.listen(view -> stream.onContext(() -> show(stream, view)));
    stream.afterwards(subscription::close);
    return Uni.createFrom().item(new Reply.TakenOver());
  }

  /** A client that does not keep up misses updates; each that it gets is whole. */
  private static void show(EventStream stream, OperationView view) {
    if (stream.open() && stream.keepsUp()) {
      stream.event(view.id() + '/' + view.version(), "operation", OperationJson.of(view));
    }
  }

  private EventStream open(Call call) {
    var stream = new EventStream(call.http().response(), vertx, settings.heartbeat());
    stream.endAt(Duration.between(clock.instant(), call.tokenExpires()));
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

  private static Reply full() {
    return Reply.problem(
            Problem.of(ProblemType.TOO_MANY_STREAMS, "As many live streams are open as may be.")
                .nextStep("Ask for the operation itself from time to time, or try again later."))
        .header("Retry-After", "30");
  }
}
