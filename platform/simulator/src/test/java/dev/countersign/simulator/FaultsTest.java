package dev.countersign.simulator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.InsufficientDbInstanceCapacityException;
import software.amazon.awssdk.services.rds.model.RdsException;

class FaultsTest extends CloudTest {

  private static void reboot(RdsClient rds) {
    rds.rebootDBInstance(r -> r.dbInstanceIdentifier("dev-postgres-01"));
  }

  @ParameterizedTest
  @CsvSource({
    "throttle, 400, Throttling",
    "http_500, 500, InternalFailure",
    "http_503, 503, ServiceUnavailable",
    "access_denied, 403, AccessDenied",
    "expired_token, 403, ExpiredToken"
  })
  void aRefusalBeforeTheEffectLeavesNone(String kind, int status, String code) {
    cloud.fault(
        "{\"kind\": \"%s\", \"count\": 1, \"match\": {\"action\": \"Reboot*\", \"resource\": \"dev-postgres-01\"}}"
            .formatted(kind));
    var rds = cloud.rds();
    rds.rebootDBInstance(r -> r.dbInstanceIdentifier("test-mysql-01"));
    var refusal = assertThrows(RdsException.class, () -> reboot(rds));
    assertEquals(status, refusal.statusCode());
    assertEquals(code, refusal.awsErrorDetails().errorCode());
    assertEquals(1, cloud.effects().size());
    reboot(rds);
    assertEquals(2, cloud.effects().size());
  }

  @Test
  void aConnectionThatBreaksBeforeTheEffectLeavesNone() {
    cloud.fault(
        "{\"kind\": \"connection_reset\", \"count\": 1, \"match\": {\"action\": \"RebootDBInstance\"}}");
    var rds = cloud.rds();
    assertThrows(SdkClientException.class, () -> reboot(rds));
    assertEquals(0, cloud.effects().size());
    assertEquals("available", Cloud.status(rds, "dev-postgres-01"));
  }

  @Test
  void anAnswerIsLostAfterTheEffect() {
    cloud.fault(
        "{\"kind\": \"answer_lost\", \"count\": 1, \"match\": {\"action\": \"RebootDBInstance\"}}");
    var rds = cloud.rds();
    assertThrows(SdkClientException.class, () -> reboot(rds));
    assertEquals(1, cloud.effects().size());
    assertEquals("answer_lost", cloud.effects().getFirst().path("faults").path(0).asText());
    cloud.pass();
    assertTrue(Cloud.messages(rds, "dev-postgres-01").contains("DB instance restarted"));
  }

  @Test
  void aServerErrorMayComeAfterTheEffectToo() {
    cloud.fault("{\"kind\": \"answer_500\", \"count\": 1}");
    var rds = cloud.rds();
    assertThrows(RdsException.class, () -> reboot(rds));
    assertEquals(1, cloud.effects().size());
  }

  @Test
  void anAcceptedModificationFailsLaterAndTheOldValueStays() {
    cloud.fault(
        "{\"kind\": \"accepted_then_fails\", \"count\": 1, \"match\": {\"action\": \"ModifyDBInstance\"}}");
    var rds = cloud.rds();
    rds.modifyDBInstance(r ->
        r.dbInstanceIdentifier("dev-postgres-01")
            .dbInstanceClass("db.t4g.large")
            .applyImmediately(true));
    assertEquals(
        "db.t4g.large",
        Cloud.instance(rds, "dev-postgres-01").pendingModifiedValues().dbInstanceClass());
    cloud.pass();
    assertTrue(
        Cloud.messages(rds, "dev-postgres-01").stream()
            .anyMatch(message -> message.startsWith("Unable to modify")));
    var after = Cloud.instance(rds, "dev-postgres-01");
    assertEquals("db.t4g.medium", after.dbInstanceClass());
    assertEquals(null, after.pendingModifiedValues().dbInstanceClass());
    assertEquals("available", after.dbInstanceStatus());
  }

  @Test
  void anAcceptedSnapshotFailsLater() {
    cloud.fault("{\"kind\": \"accepted_then_fails\", \"count\": 1}");
    var rds = cloud.rds();
    rds.createDBSnapshot(
        r -> r.dbInstanceIdentifier("dev-postgres-01").dbSnapshotIdentifier("doomed"));
    cloud.pass();
    assertTrue(
        rds.describeDBSnapshots(r -> r.dbSnapshotIdentifier("doomed"))
            .dbSnapshots()
            .getFirst()
            .status()
            .equals("failed"));
  }

  @Test
  void capacityMayBeMissing() {
    cloud.fault(
        "{\"kind\": \"insufficient_capacity\", \"match\": {\"action\": \"StartDBInstance\"}}");
    var rds = cloud.rds();
    assertThrows(
        InsufficientDbInstanceCapacityException.class,
        () -> rds.startDBInstance(r -> r.dbInstanceIdentifier("sandbox-mysql-01")));
  }

  @Test
  void assumingARoleCanBeDeniedForAWhile() {
    cloud.fault(
        "{\"kind\": \"access_denied\", \"duration_ms\": 300, \"match\": {\"action\": \"AssumeRole\", \"resource\": \"*444455556666*\"}}");
    var sts = cloud.sts(Cloud.EXECUTOR);
    await()
        .ignoreExceptions()
        .until(() ->
            sts.assumeRole(r ->
                r.roleArn("arn:aws:iam::444455556666:role/CountersignExecutor")
                    .externalId("countersign")
                    .roleSessionName("later"))
                != null);
    assertEquals("UP", Cloud.json(cloud.get("/_admin/health")).path("status").asText());
  }

  @Test
  void callsBeyondTheRateAreThrottledPerAccountAndRegion() {
    cloud.post("/_admin/rate-limit", "{\"requests_per_second\": 0.001, \"burst\": 2}");
    var rds = cloud.rds();
    rds.describeDBInstances();
    rds.describeDBInstances();
    var refusal = assertThrows(RdsException.class, rds::describeDBInstances);
    assertTrue(refusal.isThrottlingException());
    assertEquals("Rate exceeded", refusal.awsErrorDetails().errorMessage());
    cloud.rds(Cloud.PRODUCTION).describeDBInstances();
    var calls = Cloud.json(cloud.get("/_admin/calls"));
    assertEquals(4, calls.path("calls").path("DescribeDBInstances").asInt());
    assertEquals(1, calls.path("errors").path("Throttling").asInt());
  }

  @Test
  void aMisspeltRuleIsRefused() {
    assertTrue(cloud.post("/_admin/faults", "{\"kind\": \"thortle\"}").contains("unknown kind"));
    assertTrue(
        cloud
            .post("/_admin/faults", "{\"kind\": \"throttle\", \"cuont\": 1}")
            .contains("unknown field"));
    assertEquals("[]", cloud.get("/_admin/faults"));
  }

  @Test
  void manyCallsAtOnceMeetARuleExactlyAsOftenAsItSays() {
    cloud.fault(
        "{\"kind\": \"throttle\", \"count\": 7, \"match\": {\"action\": \"DescribeDBInstances\"}}");
    var rds = cloud.rds();
    long struck = IntStream.range(0, 40).parallel().filter(i -> throttled(rds)).count();
    assertEquals(7, struck);
  }

  private static boolean throttled(RdsClient rds) {
    try {
      rds.describeDBInstances();
      return false;
    } catch (RdsException e) {
      return e.isThrottlingException();
    }
  }
}
