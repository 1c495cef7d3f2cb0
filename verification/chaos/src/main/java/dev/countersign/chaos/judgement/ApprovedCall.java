package dev.countersign.chaos.judgement;

import dev.countersign.contracts.decision.DecisionStatement.Approval;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The one call to RDS that a signed approval allows: written down here once more, from AWS's pages,
 * with nothing of the code that makes the call.
 *
 * @param resourceId the {@code DbiResourceId} or {@code DbClusterResourceId}
 * @param arguments by RDS's names, as texts; tags are left out
 */
public record ApprovedCall(String resourceId, String action, Map<String, String> arguments) {
  public ApprovedCall {
    arguments = Map.copyOf(arguments);
  }

  /** What was approved. */
  public static ApprovedCall of(Approval approval) {
    var request = approval.request();
    return new ApprovedCall(
        request.resource().id(),
        action(request.operation()),
        arguments(request, approval.classification().identifier()));
  }

  private static Map<String, String> arguments(OperationRequested request, String identifier) {
    var given = new Given(request.parameters());
    return switch (request.operation()) {
      case "create_snapshot" ->
          Map.of("DBInstanceIdentifier", identifier, "DBSnapshotIdentifier", given.snapshot());
      case "reboot_instance" ->
          Map.of(
              "DBInstanceIdentifier",
              identifier,
              "ForceFailover",
              given.text("force_failover", "false"));
      case "modify_backup_window" ->
          Map.of(
              "DBInstanceIdentifier",
              identifier,
              "PreferredBackupWindow",
              given.text("backup_window", ""),
              "ApplyImmediately",
              given.text("apply_immediately", "false"));
      case "stop_instance" ->
          given.and(
              "snapshot_id", "DBSnapshotIdentifier", Map.of("DBInstanceIdentifier", identifier));
      case "start_instance" -> Map.of("DBInstanceIdentifier", identifier);
      case "delete_snapshot" -> Map.of("DBSnapshotIdentifier", given.snapshot());
      case "create_cluster_snapshot" ->
          Map.of(
              "DBClusterIdentifier", identifier, "DBClusterSnapshotIdentifier", given.snapshot());
      case "failover_cluster" ->
          given.and(
              "target_member",
              "TargetDBInstanceIdentifier",
              Map.of("DBClusterIdentifier", identifier));
      case "stop_cluster", "start_cluster" -> Map.of("DBClusterIdentifier", identifier);
      case "modify_cluster_backup_window" ->
          Map.of(
              "DBClusterIdentifier",
              identifier,
              "PreferredBackupWindow",
              given.text("backup_window", ""),
              "ApplyImmediately",
              "true");
      case "delete_cluster_snapshot" -> Map.of("DBClusterSnapshotIdentifier", given.snapshot());
      default -> throw new IllegalArgumentException("no chaos run asks for " + request.operation());
    };
  }

  /** RDS's name of what an operation does. */
  static String action(String operation) {
    return switch (operation) {
      case "create_snapshot" -> "CreateDBSnapshot";
      case "reboot_instance" -> "RebootDBInstance";
      case "modify_backup_window" -> "ModifyDBInstance";
      case "stop_instance" -> "StopDBInstance";
      case "start_instance" -> "StartDBInstance";
      case "delete_snapshot" -> "DeleteDBSnapshot";
      case "create_cluster_snapshot" -> "CreateDBClusterSnapshot";
      case "failover_cluster" -> "FailoverDBCluster";
      case "stop_cluster" -> "StopDBCluster";
      case "start_cluster" -> "StartDBCluster";
      case "modify_cluster_backup_window" -> "ModifyDBCluster";
      case "delete_cluster_snapshot" -> "DeleteDBClusterSnapshot";
      default -> throw new IllegalArgumentException("no chaos run asks for " + operation);
    };
  }

  /** The parameters of a request. */
  private record Given(Map<String, Object> parameters) {
    String text(String name, String otherwise) {
      return String.valueOf(parameters.getOrDefault(name, otherwise));
    }

    String snapshot() {
      return text("snapshot_id", "");
    }

    Map<String, String> and(String name, String atRds, Map<String, String> others) {
      var all = new HashMap<>(others);
      if (parameters.containsKey(name)) {
        all.put(atRds, text(name, ""));
      }
      return all;
    }
  }

  /**
   * Whether this is that call, to the letter; tags are the executor's own business.
   *
   * @param given by RDS's names
   */
  public boolean is(String onResourceId, String which, Map<String, ?> given) {
    return resourceId.equals(onResourceId)
        && action.equals(which)
        && arguments.equals(
            given.entrySet().stream()
                .filter(argument -> !argument.getKey().startsWith("Tags"))
                .collect(
                    Collectors.toMap(Map.Entry::getKey, each -> String.valueOf(each.getValue()))));
  }
}
