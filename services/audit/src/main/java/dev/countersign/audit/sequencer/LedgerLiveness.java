package dev.countersign.audit.sequencer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Alive while the sequencer's thread gives signs, and be it that it fails: then it starts over by
 * itself. Without any it is gone, or waits for something that does not come.
 */
@Liveness
@ApplicationScoped
class LedgerLiveness implements HealthCheck {
  // Everything that it waits for has an end; this is longer than all of them in a row.
  private static final Duration GONE = Duration.ofMinutes(3);

  private final SequencerState state;

  @Inject
  LedgerLiveness(SequencerState state) {
    this.state = state;
  }

  @Override
  public HealthCheckResponse call() {
    var silence = state.now().silence();
    return HealthCheckResponse.named("ledger")
        .withData("silent_ms", silence.toMillis())
        .status(silence.compareTo(GONE) < 0)
        .build();
  }
}
