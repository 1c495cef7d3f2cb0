package dev.countersign.switchboard.cloud;

/** Where a request about a line can be held. */
public enum Moment {
  /** Somebody looks, and nothing has happened to the line yet: before the intent. */
  LOOK_BEFORE,
  /** The call has arrived, and has had no effect. */
  ARRIVED,
  /** The call has had its effect, and is not answered. */
  DONE,
  /** Somebody looks after the effect: whether it happened is not on record. */
  LOOK_AFTER
}
