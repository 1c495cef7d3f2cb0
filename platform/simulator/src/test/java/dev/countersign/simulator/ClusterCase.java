package dev.countersign.simulator;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterMember;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.RdsException;

/** A cloud of its own, and the account and region where the seeded {@code dev-aurora-01} lives. */
abstract class ClusterCase extends CloudTest {
  static final String DEV = "dev-aurora-01";
  static final String ONE = DEV + "-instance-1";
  static final String TWO = DEV + "-instance-2";
  static final String THREE = DEV + "-instance-3";
  static final List<String> MEMBERS = List.of(ONE, TWO, THREE);

  RdsClient rds;

  @BeforeEach
  void connect() {
    rds = cloud.rds(Cloud.STRANGER, Region.US_EAST_1);
  }

  DBCluster cluster(String name) {
    return rds.describeDBClusters(r -> r.dbClusterIdentifier(name)).dbClusters().getFirst();
  }

  String writer(String name) {
    return cluster(name).dbClusterMembers().stream()
        .filter(DBClusterMember::isClusterWriter)
        .map(DBClusterMember::dbInstanceIdentifier)
        .reduce((one, other) -> one + " and " + other)
        .orElse("nobody");
  }

  List<String> statuses() {
    return MEMBERS.stream()
        .map(name -> Cloud.instance(rds, name))
        .map(DBInstance::dbInstanceStatus)
        .toList();
  }

  /** What the cluster told, as category and message. */
  List<String> told(String type, String name) {
    return rds.describeEvents(r -> r.sourceIdentifier(name).sourceType(type)).events().stream()
        .map(ClusterCase::told)
        .toList();
  }

  private static String told(Event event) {
    return String.join(",", event.eventCategories()) + ": " + event.message();
  }

  static String codeOf(Executable call) {
    return assertThrows(RdsException.class, call).awsErrorDetails().errorCode();
  }

  /** The cluster becomes another behind the back of RDS's API. */
  void change(String name, String what) {
    String answer =
        cloud.post(
            "/_admin/clusters",
            "{\"account\": \"111122223333\", \"region\": \"us-east-1\", \"cluster\": \"%s\", %s}"
                .formatted(name, what));
    if (answer.contains("\"error\"")) {
      throw new IllegalArgumentException(answer);
    }
  }
}
