package dev.countersign.bench.executor;

import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.embedded.Simulator;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * The simulated RDS: builds a fleet in it as any client would, and reads how often it was called.
 */
public final class Cloud {
  private static final int AT_ONCE = 8;
  // Instances that may be there already.
  private static final int OTHERS = 50;

  private final Simulator simulator;

  /** A simulator that runs. */
  public Cloud(Simulator simulator) {
    this.simulator = simulator;
  }

  /** One instance of the fleet. */
  public record Member(ResourceKey key, String identifier) {}

  /** A region of an account. */
  public record Where(String account, String region) {}

  /** How often RDS was called since the last {@link #forgetCalls}, and how often it throttled. */
  record Called(long rds, long throttled, Map<String, Long> byAction) {}

  /** So many instances, spread evenly over these places. */
  public List<Member> fleet(List<Where> places, int size) throws Exception {
    simulator.done("POST", "/quotas", Map.of("instances", size + OTHERS));
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      var clients = places.stream().map(this::client).toList();
      var made = new ArrayList<Callable<Member>>();
      for (var i = 0; i < size; i++) {
        var which = i % places.size();
        var name = String.format("bench-%05d", i);
        made.add(() -> create(clients.get(which), places.get(which), name));
      }
      var fleet = new ArrayList<Member>();
      for (var one : threads.invokeAll(made)) {
        fleet.add(one.get());
      }
      clients.forEach(RdsClient::close);
      return fleet;
    }
  }

  void speed(double speed) throws Exception {
    simulator.done("POST", "/speed", Map.of("speed", speed));
  }

  /** For each account and region; 0 is no limit. */
  void limit(double perSecond) throws Exception {
    simulator.done("POST", "/rate-limit", Map.of("requests_per_second", perSecond));
  }

  void forgetCalls() throws Exception {
    simulator.done("DELETE", "/calls", null);
  }

  Called called() throws Exception {
    var answer = simulator.calls();
    var byAction = new java.util.TreeMap<String, Long>();
    for (var action : answer.path("calls").properties()) {
      if (!action.getKey().equals("AssumeRole")) {
        byAction.put(action.getKey(), action.getValue().asLong());
      }
    }
    return new Called(
        byAction.values().stream().mapToLong(Long::longValue).sum(),
        answer.path("errors").path("Throttling").asLong(),
        byAction);
  }

  private static Member create(RdsClient rds, Where place, String name) {
    var made =
        rds.createDBInstance(request ->
                request
                    .dbInstanceIdentifier(name)
                    .engine("postgres")
                    .dbInstanceClass("db.t4g.medium")
                    .allocatedStorage(20)
                    .masterUsername("bench")
                    .masterUserPassword("not-a-secret-1")
                    .tags(Tag.builder().key("Environment").value("development").build()))
            .dbInstance();
    return new Member(Instance.keyOf(place.account(), place.region(), made.dbiResourceId()), name);
  }

  private RdsClient client(Where place) {
    return RdsClient.builder()
        .endpointOverride(URI.create(simulator.url()))
        .region(Region.of(place.region()))
        .credentialsProvider(
            // To the simulator, an access key of twelve digits is that account's.
            StaticCredentialsProvider.create(AwsBasicCredentials.create(place.account(), "any")))
        .build();
  }
}
