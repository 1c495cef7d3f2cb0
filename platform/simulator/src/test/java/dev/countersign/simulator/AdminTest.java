package dev.countersign.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AdminTest extends CloudTest {

  @Test
  void effectsAreReadFromANumberOrATimeOn() {
    var rds = cloud.rds();
    rds.rebootDBInstance(r -> r.dbInstanceIdentifier("dev-postgres-01"));
    rds.rebootDBInstance(r -> r.dbInstanceIdentifier("test-mysql-01"));
    assertEquals(2, cloud.effects().size());
    assertTrue(cloud.get("/_admin/effects?since=1").contains("test-mysql-01"));
    assertEquals(1, cloud.get("/_admin/effects?since=1").lines().count());
    assertEquals("", cloud.get("/_admin/effects?since=" + Instant.now().plusSeconds(60)));
    assertTrue(cloud.get("/_admin/effects?since=yesterday").contains("error"));
  }

  @Test
  void anInstanceIsChangedBehindTheBackOfAws() {
    String answer =
        cloud.post(
            "/_admin/instances",
            """
            {"account": "111122223333", "region": "eu-central-1", "instance": "dev-postgres-01", "status": "failed",
             "attributes": {"PreferredBackupWindow": "05:00-06:00"}}
            """);
    assertTrue(answer.contains("failed"));
    var instance = Cloud.instance(cloud.rds(), "dev-postgres-01");
    assertEquals("failed", instance.dbInstanceStatus());
    assertEquals("05:00-06:00", instance.preferredBackupWindow());
    assertEquals(0, cloud.effects().size());
    assertEquals(25, Cloud.json(cloud.get("/_admin/instances")).size());
  }

  @Test
  void aRoleIsAddedForOneMoreAccount() {
    String role = "arn:aws:iam::777788889999:role/CountersignExecutor";
    cloud.post("/_admin/roles", "{\"role_arn\": \"" + role + "\", \"external_id\": \"x\"}");
    var given =
        cloud
            .sts(Cloud.EXECUTOR)
            .assumeRole(r -> r.roleArn(role).externalId("x").roleSessionName("op"));
    assertEquals(
        "777788889999",
        cloud.sts(Cloud.session(given.credentials())).getCallerIdentity().account());
  }

  @Test
  void aWaitComesBeforeTheEffectOrAfterIt() {
    cloud.fault("{\"kind\": \"answer_delayed\", \"count\": 1, \"latency_ms\": 300}");
    cloud.fault("{\"kind\": \"latency\", \"count\": 1, \"latency_ms\": 300, \"skip\": 1}");
    var rds = cloud.rds();
    Instant begun = Instant.now();
    rds.rebootDBInstance(r -> r.dbInstanceIdentifier("dev-postgres-01"));
    assertTrue(Duration.between(begun, Instant.now()).toMillis() >= 290);
    Instant between = Instant.now();
    rds.rebootDBInstance(r -> r.dbInstanceIdentifier("test-mysql-01"));
    var times =
        cloud.effects().stream()
            .map(effect -> Instant.parse(effect.path("time").asText()))
            .toList();
    assertTrue(Duration.between(times.getFirst(), between).toMillis() >= 290);
    assertTrue(Duration.between(between, times.getLast()).toMillis() >= 290);
  }

  @Test
  void whatIsNotUnderstoodChangesNothing() {
    assertTrue(cloud.post("/_admin/speed", "{\"speed\": -1}").contains("error"));
    assertTrue(cloud.post("/_admin/speed", "{\"sped\": 1}").contains("property 'speed'"));
    assertTrue(
        cloud.post("/_admin/speed", "{\"speed\": 2, \"sped\": 1}").contains("unknown field: sped"));
    assertTrue(cloud.post("/_admin/speed", "nonsense").contains("not JSON"));
    assertTrue(cloud.post("/_admin/nothing", "{}").contains("no such thing"));
    assertEquals("{\"speed\":1.0}", cloud.get("/_admin/speed"));
  }
}
