package dev.countersign.bench;

import dev.countersign.embedded.Simulator;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.RdsRequest;
import software.amazon.awssdk.services.rds.model.SourceType;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The calls that an operation makes, made directly: describe the instance and its events, assume
 * the role, modify, describe.
 */
final class RdsCalls implements AutoCloseable {
  private static final Region REGION = Region.EU_CENTRAL_1;
  private static final int SESSION_SECONDS = 900;

  private final StsClient sts;
  private final Map<String, RdsClient> rds = new ConcurrentHashMap<>();
  private final URI simulator;

  RdsCalls(Simulator simulated) {
    this.simulator = URI.create(simulated.url());
    var base =
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create("AKIALOCALEXECUTOR", "local-executor-secret"));
    this.sts =
        StsClient.builder()
            .endpointOverride(simulator)
            .region(REGION)
            .credentialsProvider(base)
            .build();
  }

  /** All instances of an account in these regions. */
  List<DBInstance> instances(String account, List<String> regions) {
    var credentials = session(account);
    return regions.stream()
        .flatMap(region ->
            client(region)
                .describeDBInstances(request -> with(request, credentials))
                .dbInstances()
                .stream())
        .toList();
  }

  /** Moves the backup window. */
  void move(String resourceKey, String identifier, Map<String, Object> parameters) {
    var parts = resourceKey.split(":");
    var rds = client(parts[1]);
    var credentials = session(parts[0]);
    describe(rds, identifier, credentials);
    rds.describeEvents(request ->
        with(
            request.sourceType(SourceType.DB_INSTANCE).sourceIdentifier(identifier).duration(3),
            credentials));
    rds.modifyDBInstance(request ->
        with(
            request
                .dbInstanceIdentifier(identifier)
                .preferredBackupWindow(String.valueOf(parameters.get("backup_window"))),
            credentials));
    describe(rds, identifier, credentials);
  }

  private StaticCredentialsProvider session(String account) {
    var session =
        sts.assumeRole(request ->
                request
                    .roleArn("arn:aws:iam::" + account + ":role/CountersignExecutor")
                    .roleSessionName("bare-chain")
                    .externalId("countersign")
                    .durationSeconds(SESSION_SECONDS))
            .credentials();
    return StaticCredentialsProvider.create(
        AwsSessionCredentials.create(
            session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));
  }

  private static void describe(
      RdsClient rds, String identifier, StaticCredentialsProvider credentials) {
    rds.describeDBInstances(request -> with(request.dbInstanceIdentifier(identifier), credentials));
  }

  private RdsClient client(String region) {
    return rds.computeIfAbsent(
        region,
        name -> RdsClient.builder().endpointOverride(simulator).region(Region.of(name)).build());
  }

  private static void with(RdsRequest.Builder request, StaticCredentialsProvider credentials) {
    request.overrideConfiguration(override -> override.credentialsProvider(credentials));
  }

  @Override
  public void close() {
    rds.values().forEach(RdsClient::close);
    sts.close();
  }
}
