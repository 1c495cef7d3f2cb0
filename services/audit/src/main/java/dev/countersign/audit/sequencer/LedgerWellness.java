package dev.countersign.audit.sequencer;

import dev.countersign.audit.AuditSettings;
import dev.countersign.audit.sequencer.SequencerState.Role;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Well while this replica writes the ledger, or stands by for one that does. */
@Wellness
@ApplicationScoped
class LedgerWellness implements HealthCheck {
  private final SequencerState state;
  private final Duration silentAfter;

  @Inject
  LedgerWellness(SequencerState state, AuditSettings settings) {
    this.state = state;
    this.silentAfter = settings.silentAfter();
  }

  @Override
  public HealthCheckResponse call() {
    var now = state.now();
    return HealthCheckResponse.named("ledger")
        .withData("role", now.role().name())
        .withData("silent_ms", now.silence().toMillis())
        .withData("lag", now.lag())
        .status(
            (now.role() == Role.WRITING || now.role() == Role.STANDING_BY)
                && now.silence().compareTo(silentAfter) < 0)
        .build();
  }
}
