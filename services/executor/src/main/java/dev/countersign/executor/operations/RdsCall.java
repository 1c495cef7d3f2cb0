package dev.countersign.executor.operations;

import java.util.List;
import java.util.Map;

/**
 * The one call that has the effect.
 *
 * @param action RDS's name of the action, for example {@code RebootDBInstance}
 * @param arguments by RDS's names of the parameters; {@code Tags} is a map
 * @param iamActions what the session may do, for example {@code rds:RebootDBInstance}
 * @param resources the only ARNs that it may do it to
 */
public record RdsCall(
    String action, Map<String, Object> arguments, List<String> iamActions, List<String> resources) {
  public RdsCall {
    arguments = Map.copyOf(arguments);
    iamActions = List.copyOf(iamActions);
    resources = List.copyOf(resources);
  }
}
