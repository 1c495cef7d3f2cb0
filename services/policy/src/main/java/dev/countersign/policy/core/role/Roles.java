package dev.countersign.policy.core.role;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who has which role where. */
public record Roles(List<Grant> grants) {
  public Roles {
    grants = List.copyOf(grants);
  }

  /** The roles of a person with these groups. */
  public Set<Role> at(Place place, Collection<String> groups) {
    return grants.stream()
        .filter(grant -> grant.holdsAt(place))
        .filter(grant -> grant.groups().stream().anyMatch(groups::contains))
        .map(Grant::role)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a person with these groups has one of these roles. */
  public boolean any(Set<Role> roles, Place place, Collection<String> groups) {
    return at(place, groups).stream().anyMatch(roles::contains);
  }

  /** The groups whose members have one of these roles, for a sentence; in the settings' order. */
  public String groupsOf(Set<Role> roles, Place place) {
    var groups =
        grants.stream()
            .filter(grant -> roles.contains(grant.role()) && grant.holdsAt(place))
            .flatMap(grant -> grant.groups().stream())
            .distinct()
            .toList();
    return groups.isEmpty() ? "a group that the settings give no role here" : join(groups);
  }

  /**
   * The groups that have each role somewhere, in the settings' order; by the roles that any has.
   */
  public Map<Role, List<String>> groups() {
    var groups = new EnumMap<Role, List<String>>(Role.class);
    for (var grant : grants) {
      groups.merge(
          grant.role(),
          grant.groups(),
          (some, more) -> Stream.concat(some.stream(), more.stream()).distinct().toList());
    }
    return groups;
  }

  /** Whether members of a group may vote anywhere. */
  public boolean mayVoteSomewhere(String group) {
    return grants.stream()
        .anyMatch(grant -> Role.VOTERS.contains(grant.role()) && grant.groups().contains(group));
  }

  private static String join(List<String> groups) {
    return String.join(" or ", groups);
  }
}
