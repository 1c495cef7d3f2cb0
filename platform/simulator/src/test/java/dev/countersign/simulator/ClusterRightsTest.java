package dev.countersign.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * What IAM asks about a call on a cluster: exactly these rights let it pass, and none of them can
 * be missing.
 */
class ClusterRightsTest extends ClusterCase {
  private static final String HERE = "arn:aws:rds:us-east-1:111122223333:";

  private interface Made {
    void by(RdsClient rds);
  }

  private record Asked(String name, Made call, List<String> rights) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Asked asked(String name, Made call, String... rights) {
    return new Asked(name, call, List.of(rights));
  }

  private static List<Asked> calls() {
    var tag = Tag.builder().key("operation").value("1").build();
    String cluster = "cluster:" + DEV;
    return List.of(
        asked(
            "describe one",
            rds -> rds.describeDBClusters(r -> r.dbClusterIdentifier("Dev-Aurora-01")),
            "DescribeDBClusters " + cluster),
        asked("describe all", rds -> rds.describeDBClusters(), "DescribeDBClusters cluster:*"),
        asked(
            "describe snapshots of one",
            rds -> rds.describeDBClusterSnapshots(r -> r.dbClusterIdentifier(DEV)),
            "DescribeDBClusterSnapshots " + cluster),
        asked(
            "failover",
            rds ->
                rds.failoverDBCluster(
                    r -> r.dbClusterIdentifier(DEV).targetDBInstanceIdentifier(TWO)),
            "FailoverDBCluster " + cluster),
        asked(
            "stop",
            rds -> rds.stopDBCluster(r -> r.dbClusterIdentifier(DEV)),
            "StopDBCluster " + cluster),
        asked(
            "modify",
            rds -> rds.modifyDBCluster(r -> r.dbClusterIdentifier(DEV).deletionProtection(true)),
            "ModifyDBCluster " + cluster),
        asked(
            "modify the group",
            rds ->
                rds.modifyDBCluster(r ->
                    r.dbClusterIdentifier(DEV)
                        .dbClusterParameterGroupName("default.aurora-postgresql16")
                        .copyTagsToSnapshot(false)),
            "ModifyDBCluster " + cluster,
            "ModifyDBCluster cluster-pg:default.aurora-postgresql16"),
        asked(
            "snapshot, with the cluster's tags",
            rds ->
                rds.createDBClusterSnapshot(
                    r -> r.dbClusterIdentifier(DEV).dbClusterSnapshotIdentifier("Mine")),
            "CreateDBClusterSnapshot " + cluster,
            "CreateDBClusterSnapshot cluster-snapshot:mine",
            "AddTagsToResource cluster-snapshot:mine"),
        asked(
            "tags",
            rds -> rds.addTagsToResource(r -> r.resourceName(HERE + cluster).tags(tag)),
            "AddTagsToResource " + cluster),
        asked(
            "create",
            rds ->
                rds.createDBCluster(r ->
                    r.dbClusterIdentifier("fresh")
                        .engine("aurora-mysql")
                        .masterUsername("admin")
                        .masterUserPassword("not-a-secret")
                        .tags(tag)),
            "CreateDBCluster cluster:fresh",
            "AddTagsToResource cluster:fresh"),
        asked(
            "one more instance",
            rds ->
                rds.createDBInstance(r ->
                    r.dbInstanceIdentifier("more")
                        .dbClusterIdentifier(DEV)
                        .engine("aurora-postgresql")
                        .dbInstanceClass("db.r6g.large")),
            "CreateDBInstance db:more",
            "CreateDBInstance " + cluster));
  }

  static Stream<Asked> eachCall() {
    return calls().stream();
  }

  @ParameterizedTest
  @MethodSource("eachCall")
  void theseRightsAreEnoughAndEachOfThemIsNeeded(Asked asked) {
    IntStream.range(0, asked.rights.size())
        .forEach(missing -> {
          var rest =
              IntStream.range(0, asked.rights.size())
                  .filter(one -> one != missing)
                  .mapToObj(asked.rights::get)
                  .toList();
          String why = refusal(() -> asked.call.by(session(rest)));
          String[] right = asked.rights.get(missing).split(" ", 2);
          assertTrue(why.contains("rds:" + right[0]) && why.contains(HERE + right[1]), why);
        });
    assertEquals(0, cloud.effects().size());
    asked.call.by(session(asked.rights));
  }

  @Test
  void conditionsOnTheTagsOfAClusterAreEvaluated() {
    cloud.post(
        "/_admin/roles",
        """
        {"role_arn": "arn:aws:iam::111122223333:role/CountersignExecutor", "external_id": "countersign",
         "policy": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "rds:*", "Resource": "*"},
          {"Effect": "Deny", "Action": "rds:FailoverDBCluster", "Resource": "*",
           "Condition": {"StringEquals": {"aws:ResourceTag/Environment": "production"}}}]}}
        """);
    Asked failover =
        asked("failover", rds -> rds.failoverDBCluster(r -> r.dbClusterIdentifier(DEV)));
    var session = session(List.of("FailoverDBCluster cluster:" + DEV));
    String arn = HERE + "cluster:" + DEV;
    retag(arn, "production");
    assertTrue(refusal(() -> failover.call.by(session)).contains("identity-based"));
    retag(arn, "dev");
    failover.call.by(session);
  }

  private void retag(String arn, String environment) {
    rds.addTagsToResource(
        r -> r.resourceName(arn).tags(Tag.builder().key("Environment").value(environment).build()));
  }

  private static String refusal(Runnable call) {
    try {
      call.run();
    } catch (RdsException e) {
      assertEquals("AccessDenied", e.awsErrorDetails().errorCode());
      return e.awsErrorDetails().errorMessage();
    }
    throw new AssertionError("it was allowed");
  }

  private RdsClient session(List<String> rights) {
    String allowing =
        rights.isEmpty()
            ? statement("sts:GetCallerIdentity", "*")
            : rights.stream()
                .map(right -> right.split(" ", 2))
                .map(right -> statement("rds:" + right[0], HERE + right[1]))
                .collect(Collectors.joining(","));
    var given =
        cloud
            .sts(Cloud.EXECUTOR)
            .assumeRole(r ->
                r.roleArn("arn:aws:iam::111122223333:role/CountersignExecutor")
                    .externalId("countersign")
                    .roleSessionName("op")
                    .policy("{\"Version\": \"2012-10-17\", \"Statement\": [" + allowing + "]}"));
    return cloud.rds(Cloud.session(given.credentials()), Region.US_EAST_1);
  }

  private static String statement(String action, String resource) {
    return "{\"Effect\": \"Allow\", \"Action\": \"%s\", \"Resource\": \"%s\"}"
        .formatted(action, resource);
  }
}
