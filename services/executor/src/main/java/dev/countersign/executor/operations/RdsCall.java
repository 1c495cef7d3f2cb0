package dev.countersign.executor.operations;

import java.util.List;
import java.util.Map;

/**
 * The one call that has the effect.
 *
 * @param action RDS's name of the action, for example {@code RebootDBInstance}
 * @param arguments by RDS's names of the parameters; {@code Tags} is a map
 * @param rights what the session may do at most
 */
public record RdsCall(String action, Map<String, Object> arguments, List<Right> rights) {
  public RdsCall {
    arguments = Map.copyOf(arguments);
    rights = List.copyOf(rights);
  }

  /**
   * RDS decides on every resource that a call names or makes.
   *
   * @param actions for example {@code rds:RebootDBInstance}
   * @param resources the only ARNs that they may be done to
   */
  public record Right(List<String> actions, List<String> resources) {
    public Right {
      actions = List.copyOf(actions);
      resources = List.copyOf(resources);
    }
  }

  static Right right(String action, String... resources) {
    return new Right(List.of(action), List.of(resources));
  }
}
