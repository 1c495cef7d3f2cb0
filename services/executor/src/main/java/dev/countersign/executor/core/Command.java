package dev.countersign.executor.core;

import dev.countersign.contracts.event.StatusEvent.Evidence;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.provider.operation.Finding;
import dev.countersign.provider.operation.Refusal;
import dev.countersign.provider.operation.Sighting;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the machine is told. */
public sealed interface Command {
  /** A worker has taken the execution: the first time, or over from one that is gone. */
  record Claim() implements Command {}

  /**
   * All preconditions hold, and a session for this one call is open.
   *
   * @param baseline what the operation wants to remember of the resource as it was before
   */
  record PreflightPassed(String sessionName, Instant sessionExpires, Map<String, String> baseline)
      implements Command {
    public PreflightPassed {
      baseline = Map.copyOf(baseline);
    }
  }

  /**
   * It cannot go ahead now, and may later.
   *
   * @param jitter 0 to 1; random enters here and nowhere else
   */
  record PreflightDelayed(String reason, double jitter) implements Command {}

  /** It will never go ahead. */
  record PreflightRefused(Fault fault, List<Evidence> evidence) implements Command {
    public PreflightRefused {
      evidence = List.copyOf(evidence);
    }
  }

  /**
   * Put the intent on record.
   *
   * @param awsTime what AWS's clock shows at least
   */
  record RecordIntent(Instant awsTime) implements Command {}

  /** The service took the call. */
  record CallAccepted(String requestId) implements Command {}

  /** The service refused the call, or it was certainly not sent. */
  record CallRefused(Refusal refusal, Fault fault, double jitter) implements Command {}

  /** The call may have arrived, or may not. */
  record CallUnanswered(String reason) implements Command {}

  /** A look after the call. */
  record Observed(Sighting sighting) implements Command {}

  /** A session for sending the same call again is open. */
  record RepeatPrepared(String sessionName, Instant sessionExpires) implements Command {}

  /** The same call cannot be sent again now. */
  record RepeatDelayed(String reason) implements Command {}

  /**
   * A crash probe.
   *
   * @param awsTime what AWS's clock shows at least; by it, credentials end
   */
  record Probed(Finding finding, List<Evidence> evidence, Instant awsTime) implements Command {
    public Probed {
      evidence = List.copyOf(evidence);
    }
  }

  /** Nothing was learnt, and time went by: a look was not possible. */
  record TimePassed() implements Command {}

  /**
   * What is on record of it cannot be verified any more: it was changed, or its approval's key was
   * withdrawn.
   *
   * @param evidence what is known of it
   */
  record Disbelieved(Fault fault, List<Evidence> evidence) implements Command {
    public Disbelieved {
      evidence = List.copyOf(evidence);
    }
  }

  /** Policy says that this may be stopped, as far as it still can be. */
  record Cancel(String by, @Nullable String reason) implements Command {}
}
