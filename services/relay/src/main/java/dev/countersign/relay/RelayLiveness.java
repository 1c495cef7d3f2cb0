package dev.countersign.relay;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Alive unless the relay is stuck: it leads, events wait, the broker answers others, and nothing
 * goes out and nothing is refused. A broker that is away, or that refuses, is no reason to start
 * this process anew.
 */
@Liveness
@ApplicationScoped
class RelayLiveness implements HealthCheck {
  private final Relay relay;
  private final Samples samples;

  @Inject
  RelayLiveness(Relay relay, Samples samples) {
    this.relay = relay;
    this.samples = samples;
  }

  @Override
  public HealthCheckResponse call() {
    var oldest = samples.oldestUnsent();
    return HealthCheckResponse.named("relay")
        .withData("role", relay.leads() ? "publishes" : "follows")
        .withData("outbox_age_ms", oldest.toMillis())
        .status(!relay.stalled(oldest, samples.brokerAnswers()))
        .build();
  }
}
