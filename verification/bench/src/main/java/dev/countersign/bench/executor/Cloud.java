package dev.countersign.bench.executor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.instance.InstanceKey;
import dev.countersign.contracts.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI simulator;

  /** A simulator that runs. */
  public Cloud(String simulator) {
    this.simulator = URI.create(simulator);
  }

  /** One instance of the fleet. */
  public record Member(InstanceKey key, String identifier) {}

  /** A region of an account. */
  public record Where(String account, String region) {}

  /** How often RDS was called since the last {@link #forgetCalls}, and how often it throttled. */
  record Called(long rds, long throttled, Map<String, Long> byAction) {}

  /** So many instances, spread evenly over these places. */
  public List<Member> fleet(List<Where> places, int size) throws Exception {
    admin("POST", "/quotas", Map.of("instances", size + OTHERS));
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
    admin("POST", "/speed", Map.of("speed", speed));
  }

  /** For each account and region; 0 is no limit. */
  void limit(double perSecond) throws Exception {
    admin("POST", "/rate-limit", Map.of("requests_per_second", perSecond));
  }

  void forgetCalls() throws Exception {
    admin("DELETE", "/calls", Map.of());
  }

  Called called() throws Exception {
    var answer = admin("GET", "/calls", Map.of());
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
    return new Member(new InstanceKey(place.account(), place.region(), made.dbiResourceId()), name);
  }

  private RdsClient client(Where place) {
    return RdsClient.builder()
        .endpointOverride(simulator)
        .region(Region.of(place.region()))
        .credentialsProvider(
            // To the simulator, an access key of twelve digits is that account's.
            StaticCredentialsProvider.create(AwsBasicCredentials.create(place.account(), "any")))
        .build();
  }

  private JsonNode admin(String method, String path, Map<String, Object> body)
      throws IOException, InterruptedException {
    var answer =
        http.send(
            HttpRequest.newBuilder(simulator.resolve("/_admin" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(Json.text(body)))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(path + ": " + answer.statusCode() + ' ' + answer.body());
    }
    return Json.read(answer.body(), JsonNode.class);
  }
}
