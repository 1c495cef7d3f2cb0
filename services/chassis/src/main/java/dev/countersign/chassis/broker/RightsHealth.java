package dev.countersign.chassis.broker;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Well once the rights on Kafka were found to be right; where they are wrong, the process ends. A
 * broker that does not answer keeps no process from starting.
 */
@Wellness
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
