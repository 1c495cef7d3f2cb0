package dev.countersign.executor.execution;

import dev.countersign.contracts.instance.Instance;
import dev.countersign.contracts.instance.InstanceKey;
import dev.countersign.executor.accounts.Place;
import dev.countersign.executor.cloud.AwsTime;
import dev.countersign.executor.cloud.CallAnswer;
import dev.countersign.executor.cloud.Cloud;
import dev.countersign.executor.cloud.Session;
import dev.countersign.executor.operations.Order;
import dev.countersign.executor.operations.RdsCall;
import dev.countersign.executor.operations.Sight.Details;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One instance, as a test has it, and calls that the test answers. */
final class ScriptedCloud implements Cloud {
  static final InstanceKey KEY = new InstanceKey("111122223333", "eu-central-1", "db-ONE");

  /** Calls that were made, in their order, each to be answered. */
  final List<CompletableFuture<CallAnswer>> calls = new ArrayList<>();

  private final InstantSource clock;
  private final AwsTime time;
  private String window = "23:00-23:30";
  private String status = "available";

  /** What the next call meets instead of AWS. */
  @Nullable RuntimeException bug;

  private record Opened(String name, Instant expires) implements Session {}

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
  public CompletionStage<Session> open(Order order, int attempt, RdsCall call, Instant expiry) {
    var name = order.operationId() + '-' + attempt;
    return answer(new Opened(name, clock.instant().plusSeconds(900)));
  }

  @Override
  public CompletionStage<CallAnswer> call(
      Place place, Session session, RdsCall call, Instant before) {
    if (bug != null) {
      throw bug;
    }
    calls.add(new CompletableFuture<>());
    return calls.getLast();
  }

  @Override
  public CompletionStage<Listing> instances(Place place, Map<String, String> identifiers) {
    return answer(new Listing(List.of(new Seen(instance(), Details.NONE)), Set.of()));
  }

  @Override
  public CompletionStage<Snapshots> snapshots(Place place, Collection<String> ids) {
    return answer(Snapshots.NONE);
  }

  @Override
  public CompletionStage<List<SourcedEvent>> events(
      Place place, @Nullable String only, long minutes) {
    return answer(List.of());
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

  private static <T> CompletionStage<T> answer(T given) {
    return CompletableFuture.completedFuture(given);
  }
}
