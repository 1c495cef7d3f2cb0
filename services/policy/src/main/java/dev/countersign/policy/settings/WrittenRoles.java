package dev.countersign.policy.settings;

import dev.countersign.contracts.decision.Environment;
import dev.countersign.policy.core.role.Grant;
import dev.countersign.policy.core.role.Role;
import dev.countersign.policy.core.role.Roles;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings' {@code roles}. Files from before roles have {@code administrator_groups} and {@code
 * operator_groups} instead, and keep their meaning.
 */
final class WrittenRoles {
  private static final List<String> OPERATORS = List.of("Operator", "DBA", "Admin");

  record Entry(
      String role,
      List<String> groups,
      @Nullable List<String> accounts,
      @Nullable List<Environment> environments,
      @Nullable Map<String, String> tags) {}

  /**
   * @throws SettingsRefused when there are neither, or both
   */
  static Roles read(
      @Nullable List<Entry> entries,
      @Nullable List<String> operatorGroups,
      @Nullable List<String> administratorGroups) {
    if (entries == null) {
      return fromGroups(operatorGroups, administratorGroups);
    }
    if (operatorGroups != null || administratorGroups != null) {
      throw new SettingsRefused(
          "roles stands beside administrator_groups or operator_groups; write these as roles, for"
              + " example {role: DBA, groups: [DBA]}, and take them out");
    }
    return new Roles(
        entries.stream()
            .map(entry ->
                new Grant(
                    Role.of(entry.role),
                    entry.groups,
                    set(entry.accounts),
                    set(entry.environments),
                    entry.tags == null ? Map.of() : entry.tags))
            .toList());
  }

  private static Roles fromGroups(
      @Nullable List<String> operatorGroups, @Nullable List<String> administratorGroups) {
    if (administratorGroups == null) {
      throw new SettingsRefused(
          "missing key roles: it says which groups may do what, for example [{role: DBA, groups:"
              + " [DBA]}]");
    }
    return new Roles(
        List.of(
            Grant.everywhere(Role.OPERATOR, Objects.requireNonNullElse(operatorGroups, OPERATORS)),
            Grant.everywhere(Role.ADMIN, administratorGroups)));
  }

  private static <T> Set<T> set(@Nullable List<T> list) {
    return list == null ? Set.of() : Set.copyOf(list);
  }

  private WrittenRoles() {}
}
