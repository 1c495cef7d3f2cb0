package dev.countersign.provider.operation;

import java.util.List;
import java.util.Map;

/**
 * The one call that has the effect.
 *
 * @param action the service's name of the action, for example {@code RebootDBInstance}
 * @param arguments by the service's names of the parameters; {@code Tags} is a map
 * @param rights what the session may do at most
 */
public record Call(String action, Map<String, Object> arguments, List<Right> rights) {
  public Call {
    arguments = Map.copyOf(arguments);
    rights = List.copyOf(rights);
  }

  /**
   * AWS decides on every resource that a call names or makes.
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

  /** One action on these. */
  public static Right right(String action, String... resources) {
    return new Right(List.of(action), List.of(resources));
  }
}
