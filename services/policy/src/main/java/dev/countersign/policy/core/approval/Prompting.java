package dev.countersign.policy.core.approval;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When an approval rule reminds people, and when it tells others.
 *
 * @param remindAfter null for never
 * @param escalateAfter null for never
 * @param escalateTo groups that hear of it then; they do not get a vote by that
 */
public record Prompting(
    @Nullable Duration remindAfter, @Nullable Duration escalateAfter, List<String> escalateTo) {
  /** Never. */
  public static final Prompting NONE = new Prompting(null, null, List.of());

  public Prompting {
    escalateTo = List.copyOf(escalateTo);
  }

  /** Of several rules together: at the shortest of their times, all that they name. */
  public static Prompting of(Collection<Prompting> all) {
    return new Prompting(
        shortest(all.stream().flatMap(one -> Stream.ofNullable(one.remindAfter))),
        shortest(all.stream().flatMap(one -> Stream.ofNullable(one.escalateAfter))),
        all.stream().flatMap(one -> one.escalateTo.stream()).distinct().sorted().toList());
  }

  private static @Nullable Duration shortest(Stream<Duration> times) {
    return times.min(Comparator.naturalOrder()).orElse(null);
  }

  /** The moments, in order, before the wait is over. */
  public List<Reminder> from(Instant now, Instant until) {
    var reminders = new ArrayList<Reminder>();
    if (remindAfter != null) {
      reminders.add(new Reminder(now.plus(remindAfter), List.of(), false));
    }
    if (escalateAfter != null) {
      reminders.add(new Reminder(now.plus(escalateAfter), escalateTo, true));
    }
    reminders.removeIf(one -> !one.at().isBefore(until));
    reminders.sort(Comparator.comparing(Reminder::at).thenComparing(Reminder::escalated));
    return List.copyOf(reminders);
  }
}
