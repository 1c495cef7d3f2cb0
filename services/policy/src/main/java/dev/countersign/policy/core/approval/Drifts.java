package dev.countersign.policy.core.approval;

import dev.countersign.contracts.decision.Ballot;
import dev.countersign.contracts.decision.Drift;
import dev.countersign.contracts.decision.Need;
import dev.countersign.contracts.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What differs between two ballots of one operation. */
public final class Drifts {
  /** Empty when nothing does that a vote is bound to. */
  public static List<Drift> between(Ballot before, Ballot now) {
    var all = new ArrayList<Drift>();
    add(all, "request_hash", before, now, Ballot::requestHash);
    add(all, "resource", before, now, ballot -> ballot.resource().toString());
    add(all, "arn", before, now, Ballot::arn);
    add(all, "instance_class", before, now, ballot -> orNothing(ballot.instanceClass()));
    add(all, "environment", before, now, ballot -> environment(ballot));
    add(all, "quorum", before, now, ballot -> words(ballot.quorum()));
    add(all, "rules", before, now, ballot -> String.join(", ", ballot.rules()));
    add(all, "rules_version", before, now, Ballot::rulesVersion);
    return List.copyOf(all);
  }

  private static String orNothing(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** In people's words. */
  public static String words(List<Need> quorum) {
    return quorum.stream()
        .map(need -> need.count() + " of " + need.group())
        .collect(Collectors.joining(", "));
  }

  private static String environment(Ballot ballot) {
    var found = ballot.classification();
    var inherited = found.inheritedFrom();
    return found.environment().wireName()
        + " of "
        + found.identifier()
        + " by "
        + found.method()
        + (found.matched().isEmpty() ? "" : " " + found.matched())
        + " (tags "
        + Json.text(found.foundTags())
        + " of "
        + Json.text(found.consultedTags())
        + (inherited == null ? "" : ", its cluster's " + Json.text(inherited.foundTags()))
        + ')';
  }

  private static void add(
      List<Drift> all, String field, Ballot before, Ballot now, Function<Ballot, String> value) {
    var was = value.apply(before);
    var is = value.apply(now);
    if (!was.equals(is)) {
      all.add(new Drift(field, was, is));
    }
  }

  private Drifts() {}
}
