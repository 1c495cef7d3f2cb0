package dev.countersign.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.Tag;

/** What IAM asks about a call, and of whom. */
class RightsTest extends CloudTest {
  private static final String ROLE = "arn:aws:iam::111122223333:role/CountersignExecutor";
  private static final String HERE = "arn:aws:rds:eu-central-1:111122223333:";
  private static final String[] STOP = {
    "rds:StopDBInstance db:dev-postgres-01",
    "rds:StopDBInstance snapshot:at-stop",
    "rds:CreateDBSnapshot db:dev-postgres-01",
    "rds:CreateDBSnapshot snapshot:at-stop",
    "rds:AddTagsToResource snapshot:at-stop"
  };

  private RdsClient session(String policy) {
    var given =
        cloud
            .sts(Cloud.EXECUTOR)
            .assumeRole(r ->
                r.roleArn(ROLE)
                    .externalId("countersign")
                    .roleSessionName("op")
                    .sourceIdentity("alice")
                    .policy(policy));
    return cloud.rds(Cloud.session(given.credentials()));
  }

  private static String policy(String... rights) {
    return """
    {"Version": "2012-10-17", "Statement": [%s]}
    """
        .formatted(
            Arrays.stream(rights).map(RightsTest::allowing).collect(Collectors.joining(",")));
  }

  private static String allowing(String right) {
    String[] parts = right.split(" ", 2);
    return """
    {"Effect": "Allow", "Action": "%s", "Resource": "%s"}
    """
        .formatted(parts[0], HERE + parts[1]);
  }

  private static void stop(RdsClient rds) {
    rds.stopDBInstance(
        r -> r.dbInstanceIdentifier("dev-postgres-01").dbSnapshotIdentifier("At-Stop"));
  }

  private static String refusal(Runnable call) {
    var refused = assertThrows(RdsException.class, call::run);
    assertEquals("AccessDenied", refused.awsErrorDetails().errorCode());
    return refused.awsErrorDetails().errorMessage();
  }

  @Test
  void aStopWithASnapshotIsAskedOnInstanceAndSnapshotInLowerCase() {
    stop(session(policy(STOP)));
    assertEquals(1, cloud.effects().size());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void aStopWithASnapshotNeedsEachOfItsRights(int missing) {
    String[] rest =
        Arrays.stream(STOP).filter(right -> !right.equals(STOP[missing])).toArray(String[]::new);
    var rds = session(policy(rest));
    String why = refusal(() -> stop(rds));
    assertTrue(why.contains(STOP[missing].split(" ", 2)[0]), why);
    assertEquals(0, cloud.effects().size());
  }

  @Test
  void withoutTagsThatComeAlongNobodyAsksForTheRightToTag() {
    cloud.post(
        "/_admin/instances",
        """
        {"account": "111122223333", "region": "eu-central-1", "instance": "dev-postgres-01",
         "attributes": {"CopyTagsToSnapshot": false}}
        """);
    stop(session(policy(Arrays.copyOf(STOP, 4))));
    assertEquals(1, cloud.effects().size());
  }

  @Test
  void aSnapshotIdInUpperCaseInAPolicyMatchesNothing() {
    var rds =
        session(
            policy(
                "rds:CreateDBSnapshot db:dev-postgres-01",
                "rds:CreateDBSnapshot snapshot:Mine",
                "rds:AddTagsToResource snapshot:Mine"));
    refusal(() ->
        rds.createDBSnapshot(
            r -> r.dbInstanceIdentifier("dev-postgres-01").dbSnapshotIdentifier("Mine")));
  }

  @Test
  void aSessionCanDoNoMoreThanItsRoleAndADenyWins() {
    role(
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "rds:*", "Resource": "*"},
         {"Effect": "Deny", "Action": "rds:RebootDBInstance", "Resource": "*"}]}
        """);
    var rds = session(policy("rds:RebootDBInstance db:dev-postgres-01"));
    String why =
        refusal(() -> rds.rebootDBInstance(r -> r.dbInstanceIdentifier("dev-postgres-01")));
    assertTrue(why.contains("identity-based"), why);
  }

  @Test
  void conditionsOnTagsAndOnWhoAskedAreEvaluated() {
    role(
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "rds:*", "Resource": "*"},
         {"Effect": "Deny", "Action": "rds:RebootDBInstance", "Resource": "*",
          "Condition": {"StringEqualsIgnoreCase": {"aws:ResourceTag/Env": ["TEST", "prod"]}}},
         {"Effect": "Deny", "Action": "rds:*", "Resource": "*", "Condition": {"Null": {"aws:SourceIdentity": "true"}}}]}
        """);
    var rds = session(policy("rds:RebootDBInstance db:*"));
    rds.rebootDBInstance(r -> r.dbInstanceIdentifier("dev-postgres-01"));
    refusal(() -> rds.rebootDBInstance(r -> r.dbInstanceIdentifier("test-mysql-01")));
    var nobody =
        cloud
            .sts(Cloud.EXECUTOR)
            .assumeRole(r -> r.roleArn(ROLE).externalId("countersign").roleSessionName("op"));
    var anonymous = cloud.rds(Cloud.session(nobody.credentials()));
    refusal(() -> anonymous.rebootDBInstance(r -> r.dbInstanceIdentifier("dev-oracle-01")));
  }

  private void role(String policy) {
    cloud.post(
        "/_admin/roles",
        "{\"role_arn\": \""
            + ROLE
            + "\", \"external_id\": \"countersign\", \"policy\": "
            + policy
            + "}");
  }

  @Test
  void tagsOfACallKeepThoseOfTheInstanceAway() {
    var rds = cloud.rds();
    var mine = Tag.builder().key("operation").value("1").build();
    var tags = new ArrayList<Tag>();
    for (int i = 0; i < 50; i++) {
      tags.add(Tag.builder().key("key-" + i).value("v").build());
    }
    rds.removeTagsFromResource(
        r -> r.resourceName(HERE + "db:dev-postgres-01").tagKeys("Environment", "Team"));
    rds.addTagsToResource(r -> r.resourceName(HERE + "db:dev-postgres-01").tags(tags));
    var tagged =
        rds.createDBSnapshot(r ->
                r.dbInstanceIdentifier("dev-postgres-01").dbSnapshotIdentifier("one").tags(mine))
            .dbSnapshot();
    assertEquals(List.of(mine), tagged.tagList());
    cloud.pass();
    var copied =
        rds.createDBSnapshot(
                r -> r.dbInstanceIdentifier("dev-postgres-01").dbSnapshotIdentifier("two"))
            .dbSnapshot();
    assertEquals(50, copied.tagList().size());
  }
}
