package dev.countersign.executor.core;

import java.time.Instant;

/** What the shell does once the transition's events are durable. */
public sealed interface Effect {
  /** Look at the resource, check everything, and open a session. */
  record Prepare() implements Effect {}

  /** Come back with {@link Command.RecordIntent}. */
  record CommitIntent() implements Effect {}

  /** Make the call, once. Only ever follows a recorded intent. */
  record Call() implements Effect {}

  /** Look whether the desired state is there; the first time at once, then less and less often. */
  record Look() implements Effect {}

  /** Look whether an unanswered call had its effect. */
  record Probe() implements Effect {}

  /** Open a session for the same call, not before this time; it is sent again. */
  record PrepareRepeat(Instant notBefore) implements Effect {}

  /** Take the execution again at this time. */
  record WakeAt(Instant time) implements Effect {}

  /** The resource is free for the next in its queue. */
  record FreeInstance() implements Effect {}
}
