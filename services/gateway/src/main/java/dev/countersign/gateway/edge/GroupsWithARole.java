package dev.countersign.gateway.edge;

import dev.countersign.contracts.role.RolesInForce;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The groups whose members have some role somewhere.
 *
 * @param words which of them gives which role, for a sentence
 */
record GroupsWithARole(Set<String> groups, String words) {
  private static final int MOST = 20;

  GroupsWithARole {
    groups = Set.copyOf(groups);
  }

  /** As policy says. */
  static GroupsWithARole of(RolesInForce told) {
    return new GroupsWithARole(
        told.roles().stream()
            .flatMap(given -> given.groups().stream())
            .collect(Collectors.toUnmodifiableSet()),
        told.roles().stream()
            .map(given -> given.role() + ": " + listed(given.groups()))
            .collect(Collectors.joining("; ", "By role: ", ".")));
  }

  /** Where policy has not said anything. */
  static GroupsWithARole of(List<String> groups) {
    return new GroupsWithARole(Set.copyOf(groups), "They are " + listed(groups) + '.');
  }

  boolean haveOneOf(Collection<String> others) {
    return others.stream().anyMatch(groups::contains);
  }

  /** The first of them, for a sentence. */
  static String listed(Collection<String> groups) {
    var first = groups.stream().limit(MOST).collect(Collectors.joining(", "));
    return groups.size() > MOST ? first + " and " + (groups.size() - MOST) + " more" : first;
  }
}
