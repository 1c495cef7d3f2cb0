package dev.countersign.provider.operation;

/** How the service said no. In each of these cases the call had no effect. */
public enum Refusal {
  /** Too many calls, or not sent at all: later. */
  THROTTLED,
  /** The session, or the clock that it was signed by, was not accepted: with another session. */
  IDENTITY,
  /** The resource is in a state that does not allow it now: back to the queue. */
  WRONG_STATE,
  /** The resource is another version by now than the one that the call was made for. */
  CONFLICT,
  /** It is so already: verify. */
  ALREADY_SO,
  /** It will never be taken. */
  FINAL
}
