package dev.countersign.provider.operation;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a call may be sent again as it was, with the same token, name or version: the service lets
 * all of them together have one effect.
 *
 * @param until not from this moment on, because the service may have forgotten the first by then
 * @param begun whether it has been sent again: then a refusal says nothing about the one before
 */
public record Repeat(Instant until, boolean begun) {
  /**
   * Before the first is sent.
   *
   * @param life how long after the first the same call has no second effect; zero where it may have
   */
  static @Nullable Repeat within(Duration life, Instant now) {
    return life.isPositive() ? new Repeat(now.plus(life), false) : null;
  }

  /** It is sent again. */
  Repeat again() {
    return new Repeat(until, true);
  }

  /** It will not be sent again. */
  Repeat over() {
    return new Repeat(Instant.EPOCH, begun);
  }
}
