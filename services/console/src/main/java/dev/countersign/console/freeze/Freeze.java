package dev.countersign.console.freeze;

import dev.countersign.client.FreezeState;
import dev.countersign.console.page.Badge;
import dev.countersign.console.page.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A freeze for people.
 *
 * @param binds what it binds, a line each
 * @param times what is going on, then what begins later
 */
public record Freeze(
    String title,
    Badge state,
    String waiting,
    List<String> binds,
    List<Time> times,
    String unreadable) {

  /** One time that it is in force. */
  public record Time(
      String title, boolean now, String begins, String ends, String zone, Moment from, Moment to) {}

  static Freeze of(FreezeState.Freeze freeze) {
    var unreadable = freeze.unreadable();
    return new Freeze(
        freeze.title(),
        freeze.frozen()
            ? new Badge("❄", "in force now", "warn")
            : new Badge("○", "not in force now", "ok"),
        freeze.waiting().equals("start-after")
            ? "What comes meanwhile waits, is judged again after it, and starts then."
            : "What comes meanwhile is sent back.",
        binds(freeze.binds()),
        Stream.concat(
                freeze.now().stream().map(time -> time(time, true)),
                freeze.next().stream().map(time -> time(time, false)))
            .toList(),
        unreadable == null
            ? ""
            : "The calendar cannot be read: %s. It is relied on until %s; after that, production is frozen."
                .formatted(unreadable.reason(), Moment.now(unreadable.reliedOnUntil()).full()));
  }

  public List<Time> present() {
    return times.stream().filter(Time::now).toList();
  }

  /** The next time that is not now; none or one. */
  public List<Time> upcoming() {
    return times.stream().filter(time -> !time.now()).limit(1).toList();
  }

  private static Time time(FreezeState.Occurrence time, boolean now) {
    return new Time(
        time.title(),
        now,
        time.begins().replace('T', ' '),
        time.ends().replace('T', ' '),
        time.timeZone(),
        Moment.now(time.beginsUtc()),
        Moment.now(time.endsUtc()));
  }

  private static List<String> binds(FreezeState.Scope scope) {
    var lines = new ArrayList<String>();
    if (scope.environments() != null) {
      lines.add("environments: " + String.join(", ", scope.environments()));
    }
    if (scope.operations() != null) {
      lines.add("operations: " + String.join(", ", scope.operations()));
    }
    if (scope.accounts() != null) {
      lines.add("accounts: " + String.join(", ", scope.accounts()));
    }
    if (scope.tags() != null) {
      scope
          .tags()
          .forEach((name, values) -> lines.add("tag " + name + ": " + String.join(", ", values)));
    }
    return lines.isEmpty() ? List.of("everything") : lines;
  }
}
