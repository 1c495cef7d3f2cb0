package dev.countersign.policy.core.freeze;

import java.time.Instant;
import java.util.List;

/** The times at which a calendar freezes. Equal questions get equal answers. */
@FunctionalInterface
public interface FreezeCalendar {
  /**
   * All that has a moment in it from the first to just before the second, by beginning. Something
   * without an end may come in several parts, each of which begins where the one before ends.
   */
  List<Span> spans(Instant from, Instant to);
}
