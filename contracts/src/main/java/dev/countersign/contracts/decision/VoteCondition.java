package dev.countersign.contracts.decision;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something under which somebody agrees to an operation; exactly one of the two is there.
 *
 * @param notBefore it is not begun before this time
 * @param notAfter it is not begun at this time or later
 */
public record VoteCondition(@Nullable Instant notBefore, @Nullable Instant notAfter) {
  /** Not begun before this time. */
  public static VoteCondition notBefore(Instant time) {
    return new VoteCondition(time, null);
  }

  /** Not begun at this time or later. */
  public static VoteCondition notAfter(Instant time) {
    return new VoteCondition(null, time);
  }

  /** When it may be begun where all of these hold; empty for at once. */
  public static Optional<Instant> earliest(Collection<VoteCondition> all) {
    return times(all, VoteCondition::notBefore).max(Comparator.naturalOrder());
  }

  /** When it may not be begun any more where all of these hold; empty for no such time. */
  public static Optional<Instant> end(Collection<VoteCondition> all) {
    return times(all, VoteCondition::notAfter).min(Comparator.naturalOrder());
  }

  private static Stream<Instant> times(
      Collection<VoteCondition> all, Function<VoteCondition, @Nullable Instant> time) {
    return all.stream().map(time).filter(Objects::nonNull).map(Objects::requireNonNull);
  }
}
