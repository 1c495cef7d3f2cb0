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
 * @param resourceId the {@code DbiResourceId}
 * @param arguments by RDS's names, as texts; tags are left out
 */
public record ApprovedCall(String resourceId, String action, Map<String, String> arguments) {
  public ApprovedCall {
    arguments = Map.copyOf(arguments);
  }

  /** What was approved. */
  public static ApprovedCall of(Approval approval) {
    return of(approval.request(), approval.classification().identifier());
  }

  private static ApprovedCall of(OperationRequested request, String identifier) {
    var given = request.parameters();
    var arguments = new HashMap<String, String>();
    arguments.put("DBInstanceIdentifier", identifier);
    switch (request.operation()) {
      case "create_snapshot" -> arguments.put("DBSnapshotIdentifier", text(given, "snapshot_id"));
      case "reboot_instance" ->
          arguments.put(
              "ForceFailover", String.valueOf(given.getOrDefault("force_failover", false)));
      case "modify_backup_window" -> {
        arguments.put("PreferredBackupWindow", text(given, "backup_window"));
        arguments.put(
            "ApplyImmediately", String.valueOf(given.getOrDefault("apply_immediately", false)));
      }
      case "stop_instance" -> {
        if (given.containsKey("snapshot_id")) {
          arguments.put("DBSnapshotIdentifier", text(given, "snapshot_id"));
        }
      }
      case "start_instance" -> {}
      case "delete_snapshot" -> {
        arguments.remove("DBInstanceIdentifier");
        arguments.put("DBSnapshotIdentifier", text(given, "snapshot_id"));
      }
      default -> throw new IllegalArgumentException("no chaos run asks for " + request.operation());
    }
    return new ApprovedCall(request.resource().id(), action(request.operation()), arguments);
  }

  private static String action(String operation) {
    return switch (operation) {
      case "create_snapshot" -> "CreateDBSnapshot";
      case "reboot_instance" -> "RebootDBInstance";
      case "modify_backup_window" -> "ModifyDBInstance";
      case "stop_instance" -> "StopDBInstance";
      case "start_instance" -> "StartDBInstance";
      default -> "DeleteDBSnapshot";
    };
  }

  private static String text(Map<String, Object> parameters, String name) {
    return String.valueOf(parameters.get(name));
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
