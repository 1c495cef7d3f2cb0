package dev.countersign.chaos.relaying;

import org.jspecify.annotations.Nullable;

/** A row of the outbox. */
final class Row {
  final long number;
  final int key;
  boolean committed;
  boolean sent;

  /** When it was committed, and when a reader met it for the first time. */
  long committedAt;

  @Nullable Long readAt;

  Row(long number, int key) {
    this.number = number;
    this.key = key;
  }
}
