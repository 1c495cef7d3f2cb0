package dev.countersign.policy.settings;

import dev.countersign.policy.core.approval.Delegation;
import dev.countersign.policy.core.role.Roles;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One of the settings' {@code delegations}.
 *
 * @param of who is away, by the {@code sub} of their token
 * @param to who votes in their stead
 */
record WrittenDelegation(
    String of, String to, List<String> groups, String from, String until, String reason) {
  private static final Duration LONGEST = Duration.ofDays(31);

  /**
   * @throws SettingsRefused naming the delegation and the mistake
   */
  static List<Delegation> read(List<WrittenDelegation> written, Roles roles) {
    var all = new ArrayList<Delegation>();
    for (var one : written) {
      var path = "delegations[" + all.size() + ']';
      var delegation = one.read(path, roles);
      for (var other : all) {
        fit(delegation, other, path);
      }
      all.add(delegation);
    }
    return all;
  }

  private Delegation read(String path, Roles roles) {
    if (of.equals(to)) {
      throw new SettingsRefused(path + ".to: nobody stands in for themselves");
    }
    for (var group : groups) {
      if (!roles.mayVoteSomewhere(group)) {
        throw new SettingsRefused(
            "%s.groups: the group %s has no role that may vote".formatted(path, group));
      }
    }
    var begin = moment(from, path + ".from");
    var end = moment(until, path + ".until");
    if (!begin.isBefore(end) || begin.plus(LONGEST).isBefore(end)) {
      throw new SettingsRefused(
          path + ".until has to be after from, by " + LONGEST.toDays() + " days at most");
    }
    return new Delegation(of, to, Set.copyOf(groups), begin, end, reason);
  }

  /** No chains, and so no circles; and one voice in one person's stead. */
  private static void fit(Delegation one, Delegation other, String path) {
    if (!one.overlaps(other)) {
      return;
    }
    if (one.to().equals(other.of()) || one.of().equals(other.to())) {
      throw new SettingsRefused(
          "%s: %s is away and stands in for somebody at the same time"
              .formatted(path, one.to().equals(other.of()) ? one.to() : one.of()));
    }
    if (one.of().equals(other.of()) && !one.to().equals(other.to())) {
      throw new SettingsRefused(
          "%s.of: %s stands in for %s at the same time".formatted(path, other.to(), one.of()));
    }
  }

  private static Instant moment(String text, String path) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new SettingsRefused(
          path + " has to be a time with its offset, for example 2026-12-24T08:00:00+01:00", e);
    }
  }
}
