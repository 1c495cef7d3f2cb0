package dev.countersign.relay.broker;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** Started once the rights on Kafka were looked at. */
@Startup
@Readiness
@ApplicationScoped
class RightsHealth implements HealthCheck {
  private final RightsCheck check;

  @Inject
  RightsHealth(RightsCheck check) {
    this.check = check;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("kafka-rights").status(check.passed()).build();
  }
}
