package dev.countersign.executor.execution;

import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.executor.cloud.AwsTime;
import dev.countersign.executor.cloud.Cloud;
import dev.countersign.provider.CallAnswer;
import dev.countersign.provider.Credentials;
import dev.countersign.provider.Place;
import dev.countersign.provider.Session;
import dev.countersign.provider.Watch;
import dev.countersign.provider.operation.Call;
import dev.countersign.provider.operation.Order;
import dev.countersign.rds.operations.InstanceSight;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One instance, as a test has it, and calls that the test answers. */
final class ScriptedCloud implements Cloud {
  static final ResourceKey KEY = Instance.keyOf("111122223333", "eu-central-1", "db-ONE");

  /** Calls that were made, in their order, each to be answered. */
  final List<CompletableFuture<CallAnswer>> calls = new ArrayList<>();

  private final InstantSource clock;
  private final AwsTime time;
  private String window = "23:00-23:30";
  private String status = "available";

  /** What the next call meets instead of AWS. */
  @Nullable RuntimeException bug;

  /** Nobody answers looks and sessions. */
  boolean silent;

  private record Opened(String name, Instant expires) implements Session {
    @Override
    public Credentials credentials() {
      return new Credentials("id", "secret", "token");
    }
  }

  ScriptedCloud(InstantSource clock) {
    this.clock = clock;
    this.time = new AwsTime(Duration.ofSeconds(5), clock);
    clockAhead(Duration.ZERO);
  }

  /** From here on its instance has this backup window. */
  void window(String window) {
    this.window = window;
  }

  void status(String status) {
    this.status = status;
  }

  /** It has said what time it is. */
  void clockAhead(Duration by) {
    var now = clock.instant();
    time.answered(KEY.region(), now, now.plus(by), now.plusMillis(1));
  }

  Instance instance() {
    return new Instance(
        KEY,
        "dev-1",
        "arn:aws:rds:eu-central-1:111122223333:db:dev-1",
        "postgres",
        "16.4",
        "db.t4g.medium",
        status,
        new Instance.Storage("gp3", 20, null, null),
        new Instance.Windows(window, "sun:23:45-mon:00:15", 7),
        new Instance.Topology(false, false, null, null, List.of()),
        List.of(),
        Map.of("Environment", "development"),
        Map.of(),
        clock.instant());
  }

  @Override
  public CompletionStage<Session> open(Order order, int attempt, Call call, Instant expiry) {
    var name = order.operationId() + '-' + attempt;
    return answer(new Opened(name, clock.instant().plusSeconds(900)));
  }

  @Override
  public CompletionStage<CallAnswer> call(Order order, Session session, Call call, Instant before) {
    if (bug != null) {
      throw bug;
    }
    calls.add(new CompletableFuture<>());
    return calls.getLast();
  }

  @Override
  public CompletionStage<Void> look(String service, Place place, List<Watch> watches) {
    if (silent) {
      return new CompletableFuture<>();
    }
    watches.forEach(watch ->
        watch.sight().complete(new InstanceSight(instance(), null, List.of(), clock.instant())));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public Duration timeFor(Place place, int calls) {
    return Duration.ofMillis(20L * calls);
  }

  @Override
  public AwsTime time() {
    return time;
  }

  @Override
  public String words(Throwable fault) {
    return String.valueOf(fault.getMessage());
  }

  private <T> CompletionStage<T> answer(T given) {
    return silent ? new CompletableFuture<>() : CompletableFuture.completedFuture(given);
  }
}
