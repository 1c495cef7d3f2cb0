package dev.countersign.simulator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.Tag;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.sts.model.StsException;

class SessionsTest extends CloudTest {
  private static final String ROLE = "arn:aws:iam::444455556666:role/CountersignExecutor";
  private static final String ONLY_REBOOT =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "rds:RebootDBInstance",
       "Resource": "arn:aws:rds:eu-central-1:444455556666:db:database-1"}]}
      """;

  private AssumeRoleRequest.Builder asked() {
    return AssumeRoleRequest.builder()
        .roleArn(ROLE)
        .externalId("countersign")
        .roleSessionName("op-1.attempt-1")
        .durationSeconds(900);
  }

  private static String codeOf(Executable call) {
    return assertThrows(AwsServiceException.class, call).awsErrorDetails().errorCode();
  }

  @Test
  void theExecutorIsAtHomeInItsOwnAccount() {
    var identity = cloud.sts(Cloud.EXECUTOR).getCallerIdentity();
    assertEquals("999900001111", identity.account());
    assertEquals(0, cloud.rds(Cloud.EXECUTOR).describeDBInstances().dbInstances().size());
  }

  @Test
  void aSessionActsInTheRolesAccountAndSignsItsEffects() {
    var given =
        cloud.sts(Cloud.EXECUTOR).assumeRole(asked().sourceIdentity("alice@example.org").build());
    assertEquals(
        "arn:aws:sts::444455556666:assumed-role/CountersignExecutor/op-1.attempt-1",
        given.assumedRoleUser().arn());
    var credentials = Cloud.session(given.credentials());
    assertEquals("444455556666", cloud.sts(credentials).getCallerIdentity().account());
    cloud.rds(credentials).rebootDBInstance(r -> r.dbInstanceIdentifier("database-1"));
    var effect = cloud.effects().getLast();
    assertEquals("op-1.attempt-1", effect.path("session_name").asText());
    assertEquals("alice@example.org", effect.path("source_identity").asText());
    assertEquals("RebootDBInstance", effect.path("action").asText());
    assertEquals(
        "arn:aws:rds:eu-central-1:444455556666:db:database-1", effect.path("resource").asText());
    assertEquals(given.credentials().accessKeyId(), effect.path("access_key_id").asText());
    assertEquals("database-1", effect.path("parameters").path("DBInstanceIdentifier").asText());
  }

  @Test
  void aWrongExternalIdAndAnUnknownRoleAreDenied() {
    var sts = cloud.sts(Cloud.EXECUTOR);
    assertEquals(
        "AccessDenied", codeOf(() -> sts.assumeRole(asked().externalId("guessed").build())));
    assertEquals("AccessDenied", codeOf(() -> sts.assumeRole(asked().externalId(null).build())));
    assertEquals(
        "AccessDenied",
        codeOf(() ->
            sts.assumeRole(asked().roleArn("arn:aws:iam::444455556666:role/Nobody").build())));
    assertThrows(StsException.class, () -> sts.assumeRole(asked().durationSeconds(10).build()));
    assertThrows(
        MalformedPolicyDocumentException.class, () -> sts.assumeRole(asked().policy("{}").build()));
  }

  @Test
  void aSessionPolicyAllowsThatOneActionOnThatOneInstance() {
    var given = cloud.sts(Cloud.EXECUTOR).assumeRole(asked().policy(ONLY_REBOOT).build());
    var rds = cloud.rds(Cloud.session(given.credentials()));
    assertEquals(
        "AccessDenied",
        codeOf(() -> rds.rebootDBInstance(r -> r.dbInstanceIdentifier("crm-sqlserver"))));
    assertEquals(
        "AccessDenied",
        codeOf(() -> rds.stopDBInstance(r -> r.dbInstanceIdentifier("database-1"))));
    assertEquals("AccessDenied", codeOf(() -> rds.describeDBInstances()));
    assertEquals(0, cloud.effects().size());
    rds.rebootDBInstance(r -> r.dbInstanceIdentifier("database-1"));
    assertEquals(1, cloud.effects().size());
  }

  @Test
  void aSnapshotNeedsBothResourcesAndItsTagsTheirOwnPermission() {
    String policy =
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "rds:CreateDBSnapshot", "Resource": [
         "arn:aws:rds:eu-central-1:444455556666:db:database-1", "arn:aws:rds:eu-central-1:444455556666:snapshot:mine"]}}
        """;
    var rds =
        cloud.rds(
            Cloud.session(
                cloud
                    .sts(Cloud.EXECUTOR)
                    .assumeRole(asked().policy(policy).build())
                    .credentials()));
    assertEquals(
        "AccessDenied",
        codeOf(() ->
            rds.createDBSnapshot(
                r -> r.dbInstanceIdentifier("database-1").dbSnapshotIdentifier("other"))));
    assertEquals(
        "AccessDenied",
        codeOf(() ->
            rds.createDBSnapshot(r ->
                r.dbInstanceIdentifier("database-1")
                    .dbSnapshotIdentifier("mine")
                    .tags(Tag.builder().key("a").value("b").build()))));
    // The instance hands its tags down: that is tagging, too.
    assertEquals(
        "AccessDenied",
        codeOf(() ->
            rds.createDBSnapshot(
                r -> r.dbInstanceIdentifier("database-1").dbSnapshotIdentifier("mine"))));
    cloud.post(
        "/_admin/instances",
        """
        {"account": "444455556666", "region": "eu-central-1", "instance": "database-1", "attributes": {"CopyTagsToSnapshot": false}}
        """);
    rds.createDBSnapshot(r -> r.dbInstanceIdentifier("database-1").dbSnapshotIdentifier("mine"));
  }

  @Test
  void aSessionEndsFasterAtAFasterPaceAndThenActsNoMore() {
    cloud.pace(600);
    var given = cloud.sts(Cloud.EXECUTOR).assumeRole(asked().build());
    var rds = cloud.rds(Cloud.session(given.credentials()));
    await().until(() -> expired(rds));
    var refusal =
        assertThrows(
            RdsException.class,
            () -> rds.rebootDBInstance(r -> r.dbInstanceIdentifier("database-1")));
    assertEquals(403, refusal.statusCode());
    assertEquals(0, cloud.effects().size());
  }

  private static boolean expired(RdsClient rds) {
    try {
      rds.describeDBInstances();
      return false;
    } catch (RdsException e) {
      return e.awsErrorDetails().errorCode().equals("ExpiredToken");
    }
  }

  @Test
  void whatIsForgedOrWronglySignedIsRefused() {
    var given = cloud.sts(Cloud.EXECUTOR).assumeRole(asked().build()).credentials();
    var forged = given.toBuilder().sessionToken(given.sessionToken() + "A").build();
    assertEquals(
        "InvalidClientTokenId",
        codeOf(() -> cloud.rds(Cloud.session(forged)).describeDBInstances()));
    var stolen = given.toBuilder().secretAccessKey("guessed").build();
    assertEquals(
        "SignatureDoesNotMatch",
        codeOf(() -> cloud.rds(Cloud.session(stolen)).describeDBInstances()));
    var wrong = AwsBasicCredentials.create("AKIALOCALEXECUTOR", "wrong");
    assertEquals("SignatureDoesNotMatch", codeOf(() -> cloud.sts(wrong).getCallerIdentity()));
    assertTrue(cloud.get("/_admin/calls").contains("SignatureDoesNotMatch"));
  }
}
