package dev.countersign.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.Tag;
import software.amazon.awssdk.services.sts.model.StsException;

/** What the admin API does behind the back of RDS's own. */
class InterventionsTest extends CloudTest {

  @Test
  void aFieldThatIsNullIsLeftOutUntilItHasAValueAgain() {
    change("\"attributes\": {\"DbiResourceId\": null, \"StorageType\": null}");
    var without = Cloud.instance(cloud.rds(), "dev-postgres-01");
    assertNull(without.dbiResourceId());
    assertNull(without.storageType());
    change("\"attributes\": {\"StorageType\": \"gp2\"}");
    assertEquals("gp2", Cloud.instance(cloud.rds(), "dev-postgres-01").storageType());
    assertNull(Cloud.instance(cloud.rds(), "dev-postgres-01").dbiResourceId());
  }

  private void change(String what) {
    String answer = cloud.post("/_admin/instances", here("dev-postgres-01") + ", " + what + "}");
    assertFalse(answer.contains("error"), answer);
  }

  private static String here(String instance) {
    return "{\"account\": \"111122223333\", \"region\": \"eu-central-1\", \"instance\": \""
        + instance
        + "\"";
  }

  @Test
  void aSnapshotIsChangedBehindTheBackOfAws() {
    var rds = cloud.rds();
    rds.createDBSnapshot(
        r -> r.dbInstanceIdentifier("dev-postgres-01").dbSnapshotIdentifier("mine"));
    cloud.post(
        "/_admin/snapshots",
        """
        {"account": "111122223333", "region": "eu-central-1", "snapshot": "mine", "status": "incompatible-restore",
         "attributes": {"DbiResourceId": "db-OTHER"}}
        """);
    var snapshot =
        rds.describeDBSnapshots(r -> r.dbSnapshotIdentifier("mine")).dbSnapshots().getFirst();
    assertEquals("incompatible-restore", snapshot.status());
    assertEquals("db-OTHER", snapshot.dbiResourceId());
    assertTrue(cloud.get("/_admin/snapshots").contains("incompatible-restore"));
  }

  @Test
  void snapshotsAreSeenLateAndTheirTagsLater() {
    var rds = cloud.rds();
    cloud.post("/_admin/delays", "{\"tags\": 240, \"snapshots\": 100}");
    rds.createDBSnapshot(r ->
        r.dbInstanceIdentifier("dev-postgres-01")
            .dbSnapshotIdentifier("late")
            .tags(Tag.builder().key("a").value("b").build()));
    assertThrows(DbSnapshotNotFoundException.class, () -> late(rds));
    assertTrue(rds.describeDBSnapshots(r -> r.snapshotType("manual")).dbSnapshots().isEmpty());
    assertThrows(
        DbSnapshotAlreadyExistsException.class,
        () ->
            rds.createDBSnapshot(
                r -> r.dbInstanceIdentifier("test-mysql-01").dbSnapshotIdentifier("late")));
    cloud.later(120);
    assertEquals(List.of(), late(rds).tagList());
    cloud.later(280);
    assertEquals(1, late(rds).tagList().size());
  }

  private static DBSnapshot late(RdsClient rds) {
    return rds.describeDBSnapshots(r -> r.dbSnapshotIdentifier("late")).dbSnapshots().getFirst();
  }

  @Test
  void eventsAreSeenLate() {
    cloud.post("/_admin/delays", "{\"events\": 200}");
    cloud.post(
        "/_admin/events", here("test-mysql-01") + ", \"message\": \"DB instance restarted\"}");
    var rds = cloud.rds();
    assertEquals(List.of(), Cloud.messages(rds, "test-mysql-01"));
    cloud.later(250);
    assertEquals(List.of("DB instance restarted"), Cloud.messages(rds, "test-mysql-01"));
  }

  @Test
  void strangersActAsRdsLetsThemAndInTheirOwnName() {
    String refusal = stranger("StartDBInstance", "dev-postgres-01");
    assertTrue(refusal.contains("InvalidDBInstanceState"), refusal);
    cloud.fault("{\"kind\": \"http_500\"}");
    assertTrue(stranger("StopDBInstance", "dev-postgres-01").contains("stopping"));
    assertTrue(stranger("RebootDBInstance", "test-mysql-01").contains("rebooting"));
    assertTrue(stranger("DeleteDBInstance", "dev-oracle-01").contains("deleting"));
    assertEquals(
        List.of("stranger", "stranger", "stranger"),
        cloud.effects().stream().map(effect -> effect.path("session_name").asText()).toList());
  }

  private String stranger(String action, String instance) {
    return cloud.post(
        "/_admin/strangers",
        """
        {"account": "111122223333", "region": "eu-central-1", "action": "%s",
         "parameters": {"DBInstanceIdentifier": "%s", "SkipFinalSnapshot": true}}
        """
            .formatted(action, instance));
  }

  @Test
  void aClockOfItsOwnShowsInDatesAndRefusesSignatures() {
    var rds = cloud.rds();
    cloud.post("/_admin/clock", "{\"offset_ms\": -120000}");
    Instant expected = Instant.now().minusSeconds(120);
    var answer = rds.rebootDBInstance(r -> r.dbInstanceIdentifier("dev-postgres-01"));
    String date = answer.sdkHttpResponse().firstMatchingHeader("Date").orElseThrow();
    near(expected, Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
    near(expected, Instant.parse(cloud.effects().getFirst().path("time").asText()));
    // By hand: the SDK would go by the other clock from then on, in every test of this process.
    cloud.post("/_admin/clock", "{\"offset_ms\": 600000}");
    String refusal = cloud.described(Instant.now());
    assertTrue(refusal.contains("SignatureDoesNotMatch"), refusal);
    assertTrue(refusal.contains("Signature expired"), refusal);
    assertTrue(cloud.described(Instant.now().plusSeconds(600)).contains("dev-postgres-01"));
    assertTrue(
        cloud.described(Instant.now().plusSeconds(1_200)).contains("Signature not yet current"));
  }

  private static void near(Instant expected, Instant time) {
    assertTrue(Duration.between(expected, time).abs().toSeconds() < 30, time::toString);
  }

  @ParameterizedTest
  @CsvSource({"us-gov-west-1,aws-us-gov", "cn-north-1,aws-cn", "eu-west-1,aws"})
  void arnsHaveThePartitionOfTheirRegion(String region, String partition) {
    String arn =
        cloud
            .rds(Cloud.STRANGER, Region.of(region))
            .createDBInstance(r ->
                r.dbInstanceIdentifier("mine")
                    .engine("mysql")
                    .dbInstanceClass("db.t4g.micro")
                    .allocatedStorage(20)
                    .masterUsername("me")
                    .masterUserPassword("secret-word"))
            .dbInstance()
            .dbInstanceArn();
    assertEquals("arn:" + partition + ":rds:" + region + ":111122223333:db:mine", arn);
    String role = "arn:" + partition + ":iam::777788889999:role/CountersignExecutor";
    cloud.post("/_admin/roles", "{\"role_arn\": \"" + role + "\"}");
    assertEquals(
        "arn:" + partition + ":sts::777788889999:assumed-role/CountersignExecutor/op",
        cloud
            .sts(Cloud.EXECUTOR)
            .assumeRole(r -> r.roleArn(role).roleSessionName("op"))
            .assumedRoleUser()
            .arn());
  }

  @Test
  void onlyWhomARoleTrustsMayAssumeIt() {
    String role = "arn:aws:iam::444455556666:role/CountersignExecutor";
    var stranger = cloud.sts(Cloud.STRANGER);
    assertThrows(
        StsException.class,
        () ->
            stranger.assumeRole(
                r -> r.roleArn(role).externalId("countersign").roleSessionName("op")));
    cloud.post(
        "/_admin/roles",
        "{\"role_arn\": \"" + role + "\", \"trusted\": [\"arn:aws:iam::111122223333:user/*\"]}");
    stranger.assumeRole(r -> r.roleArn(role).roleSessionName("op"));
    assertThrows(
        StsException.class,
        () -> cloud.sts(Cloud.EXECUTOR).assumeRole(r -> r.roleArn(role).roleSessionName("op")));
  }

  @Test
  void aRefusalComesInTheWordsThatWereOrdered() {
    cloud.fault(
        "{\"kind\": \"refused\", \"status\": 403, \"code\": \"InvalidClientTokenId\", \"count\":"
            + " 1}");
    var refused = assertThrows(RdsException.class, () -> cloud.rds().describeDBInstances());
    assertEquals("InvalidClientTokenId", refused.awsErrorDetails().errorCode());
    assertEquals(403, refused.statusCode());
  }
}
