package dev.countersign.gateway.request;

import dev.countersign.gateway.problem.Problem;

/** What came of reading a body. */
public sealed interface Reading<T> {
  /** It is what it should be. */
  record Read<T>(T value) implements Reading<T> {}

  /** It is not; nothing of it goes any further. */
  record Unreadable<T>(Problem problem) implements Reading<T> {}
}
