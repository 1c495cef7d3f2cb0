package dev.countersign.policy.core.freeze;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All freezes that are in force as settings.
 *
 * @param all in the order of the settings, which makes no difference
 */
public record Freezes(List<Freeze> all) {
  /** No freeze was set up. */
  public static final Freezes NONE = new Freezes(List.of());

  /** An end that is further away is not in sight. */
  private static final Duration SIGHT = Duration.ofDays(730);

  /** Parts that follow on one another; more are not looked at. */
  private static final int MOST_PARTS = 10_000;

  private static final Comparator<Bound> LASTS_LONGEST =
      Comparator.comparing((Bound bound) -> bound.span().ends())
          .thenComparing(Bound::title, Comparator.reverseOrder())
          .thenComparing(Bound::span, Span.IN_TIME);

  public Freezes {
    all = List.copyOf(all);
  }

  /** All but those of these titles. */
  public Freezes without(Collection<String> titles) {
    return new Freezes(all.stream().filter(one -> !titles.contains(one.title())).toList());
  }

  private record Bound(String title, Span span, WhatWaits whatWaits) {}

  /** What binds this at a moment; null when nothing does. */
  public @Nullable Frozen inForce(Situation situation, Instant at) {
    var bound = bound(situation, at);
    if (bound.isEmpty()) {
      return null;
    }
    var longest = bound.stream().max(LASTS_LONGEST).orElseThrow();
    return new Frozen(
        bound.stream().map(Bound::title).distinct().sorted().toList(),
        longest.span(),
        opening(situation, at),
        bound.stream().anyMatch(one -> one.whatWaits() == WhatWaits.SEND_BACK)
            ? WhatWaits.SEND_BACK
            : WhatWaits.START_AFTER);
  }

  /** The first freeze that begins after the first moment and before the second; null for none. */
  public @Nullable Beginning next(Situation situation, Instant after, Instant before) {
    Beginning first = null;
    for (var freeze : all) {
      for (var span : freeze.spans(situation, after, before)) {
        if (span.begins().isAfter(after)
            && (first == null || earlier(freeze.title(), span, first))) {
          first = new Beginning(freeze.title(), span.begins());
        }
      }
    }
    return first;
  }

  private static boolean earlier(String title, Span span, Beginning first) {
    var order = span.begins().compareTo(first.at());
    return order < 0 || (order == 0 && title.compareTo(first.freeze()) < 0);
  }

  private List<Bound> bound(Situation situation, Instant at) {
    var bound = new ArrayList<Bound>();
    for (var freeze : all) {
      for (var span : freeze.spans(situation, at, at.plusNanos(1))) {
        bound.add(new Bound(freeze.title(), span, freeze.whatWaits()));
      }
    }
    return bound;
  }

  /** From one end to the next, until one is reached that lies in no other freeze. */
  private @Nullable Instant opening(Situation situation, Instant at) {
    var end = at;
    for (int part = 0; part < MOST_PARTS && !end.isAfter(at.plus(SIGHT)); part++) {
      var later =
          bound(situation, end).stream().map(one -> one.span().ends()).max(Instant::compareTo);
      if (later.isEmpty()) {
        return end;
      }
      end = later.get();
    }
    return null;
  }
}
