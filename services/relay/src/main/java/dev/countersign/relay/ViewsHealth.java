package dev.countersign.relay;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once everything was handled that was there at the start: an instance that is not known yet
 * would be answered for as if it were not there. Not red again under load, which all replicas share
 * and none of them would be spared by being taken out; the lag is a metric. Nor red for want of a
 * broker: then nobody knows more than what all replicas answer from.
 */
@Readiness
@ApplicationScoped
class ViewsHealth implements HealthCheck {
  private final Samples samples;

  @Inject
  ViewsHealth(Samples samples) {
    this.samples = samples;
  }

  @Override
  public HealthCheckResponse call() {
    var response =
        HealthCheckResponse.named("views").status(samples.caughtUp() || samples.asFarAsAnybody());
    samples.behind().forEach(response::withData);
    return response.build();
  }
}
