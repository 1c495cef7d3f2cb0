package dev.countersign.executor.discovery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Shows which accounts cannot be listed. Never red: the others must not be taken out of service
 * with them.
 */
@Readiness
@ApplicationScoped
class DiscoveryHealth implements HealthCheck {
  private final Discovery discovery;

  @Inject
  DiscoveryHealth(Discovery discovery) {
    this.discovery = discovery;
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("discovery").up();
    discovery.troubles().forEach(response::withData);
    return response.build();
  }
}
