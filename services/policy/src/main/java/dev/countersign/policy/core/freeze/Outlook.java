package dev.countersign.policy.core.freeze;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A freeze as it is seen from a moment.
 *
 * @param now what is going on then
 * @param next what begins after it, at most five
 */
public record Outlook(List<Span> now, List<Span> next) {
  private static final int SHOWN = 5;
  private static final Duration STEP = Duration.ofDays(366);
  private static final int STEPS = 5;

  public Outlook {
    now = List.copyOf(now);
    next = List.copyOf(next);
  }

  /** Looks as far ahead as it has to, and five years at most. */
  public static Outlook of(Freeze freeze, Instant at) {
    var now = new ArrayList<Span>();
    var next = new ArrayList<Span>();
    for (int step = 1; step <= STEPS && next.size() <= SHOWN; step++) {
      now.clear();
      next.clear();
      for (var span : joined(freeze.spans(at, at.plus(STEP.multipliedBy(step))))) {
        (span.covers(at) ? now : next).add(span);
      }
    }
    return new Outlook(now, next.subList(0, Math.min(SHOWN, next.size())));
  }

  /** What goes on without an end comes in parts, which are one to everybody who looks. */
  private static List<Span> joined(List<Span> spans) {
    var joined = new ArrayList<Span>();
    for (var span : spans) {
      var last = joined.isEmpty() ? null : joined.getLast();
      if (last != null
          && last.ends().equals(span.begins())
          && last.title().equals(span.title())
          && last.zone().equals(span.zone())) {
        joined.set(
            joined.size() - 1, new Span(span.title(), span.zone(), last.begin(), span.end()));
      } else {
        joined.add(span);
      }
    }
    return joined;
  }
}
