package dev.countersign.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** A simulated cloud and the AWS SDK's own clients for it, without their retries. */
final class Cloud implements AutoCloseable {
  static final AwsCredentials STRANGER = AwsBasicCredentials.create("AKIASTRANGER", "any");
  static final AwsCredentials EXECUTOR =
      AwsBasicCredentials.create("AKIALOCALEXECUTOR", "local-executor-secret");
  static final AwsCredentials PRODUCTION = AwsBasicCredentials.create("444455556666", "any");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String url;
  private final List<AutoCloseable> opened = new ArrayList<>();

  Cloud(String url) {
    this.url = url;
  }

  static Cloud started(Server.Settings settings) throws IOException {
    Server server = Server.start(settings);
    var cloud = new Cloud(server.url());
    cloud.opened.add(server);
    return cloud;
  }

  RdsClient rds() {
    return rds(STRANGER);
  }

  RdsClient rds(AwsCredentials credentials) {
    return rds(credentials, Region.EU_CENTRAL_1);
  }

  RdsClient rds(AwsCredentials credentials, Region region) {
    var client =
        RdsClient.builder()
            .endpointOverride(URI.create(url))
            .region(region)
            .credentialsProvider(StaticCredentialsProvider.create(credentials))
            .overrideConfiguration(once())
            .build();
    opened.addFirst(client);
    return client;
  }

  StsClient sts(AwsCredentials credentials) {
    var client =
        StsClient.builder()
            .endpointOverride(URI.create(url))
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(StaticCredentialsProvider.create(credentials))
            .overrideConfiguration(once())
            .build();
    opened.addFirst(client);
    return client;
  }

  private static ClientOverrideConfiguration once() {
    return ClientOverrideConfiguration.builder()
        .retryStrategy(DefaultRetryStrategy.doNotRetry())
        .build();
  }

  static AwsCredentials session(Credentials given) {
    return AwsSessionCredentials.create(
        given.accessKeyId(), given.secretAccessKey(), given.sessionToken());
  }

  static DBInstance instance(RdsClient rds, String identifier) {
    return rds.describeDBInstances(r -> r.dbInstanceIdentifier(identifier))
        .dbInstances()
        .getFirst();
  }

  static String status(RdsClient rds, String identifier) {
    return instance(rds, identifier).dbInstanceStatus();
  }

  static List<String> messages(RdsClient rds, String identifier) {
    return rds
        .describeEvents(r -> r.sourceIdentifier(identifier).sourceType("db-instance"))
        .events()
        .stream()
        .map(Event::message)
        .toList();
  }

  List<JsonNode> effects() {
    var effects = new ArrayList<JsonNode>();
    for (String line : get("/_admin/effects").lines().toList()) {
      effects.add(json(line));
    }
    return effects;
  }

  String get(String path) {
    return send(HttpRequest.newBuilder(URI.create(url + path)).GET().build());
  }

  String post(String path, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(url + path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /** What a stranger is answered whose call was signed at this time. */
  String described(Instant signed) {
    return asked("eu-central-1", signed, "Action=DescribeDBInstances&Version=2014-10-31");
  }

  /** The answer to a stranger's call as it comes. */
  String asked(String region, String form) {
    return asked(region, Instant.now(), form);
  }

  private String asked(String region, Instant signed, String form) {
    return send(
        HttpRequest.newBuilder(URI.create(url + "/"))
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIASTRANGER/20260101/"
                    + region
                    + "/rds/aws4_request, SignedHeaders=host, Signature=0")
            .header(
                "X-Amz-Date",
                DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC)
                    .format(signed))
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build());
  }

  void pace(double speed) {
    post("/_admin/speed", "{\"speed\": " + speed + "}");
  }

  /**
   * From here on RDS's clock shows so many seconds more than ours. More than 300 and it takes no
   * signature.
   */
  void later(int seconds) {
    post("/_admin/clock", "{\"offset_ms\": " + seconds * 1_000L + "}");
  }

  /** Lets everything come to its end that is under way. */
  void pass() {
    pace(0);
    pace(1);
  }

  void fault(String body) {
    String answer = post("/_admin/faults", body);
    if (!answer.contains("added")) {
      throw new IllegalArgumentException(answer);
    }
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String send(HttpRequest request) {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable one : opened) {
      one.close();
    }
  }
}
