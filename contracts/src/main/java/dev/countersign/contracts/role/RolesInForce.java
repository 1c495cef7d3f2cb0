package dev.countersign.contracts.role;

import java.util.List;

/**
 * Which groups have a role, by the settings that policy decides by.
 *
 * @param roles those that the settings give to anybody
 */
public record RolesInForce(List<Given> roles) {
  public RolesInForce {
    roles = List.copyOf(roles);
  }

  /**
   * One role, wherever it holds.
   *
   * @param role for example {@code Operator}
   * @param groups names as in the token
   */
  public record Given(String role, List<String> groups) {
    public Given {
      groups = List.copyOf(groups);
    }
  }
}
