package dev.countersign.provider;

import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.provider.operation.Refusal;

/** What became of a mutating call. */
public sealed interface CallAnswer {
  /** The service took it. */
  record Accepted(String requestId) implements CallAnswer {}

  /** It had no effect. */
  record Refused(Refusal refusal, Fault fault) implements CallAnswer {}

  /** It may have had its effect, or may not. */
  record Unanswered(String reason) implements CallAnswer {}
}
