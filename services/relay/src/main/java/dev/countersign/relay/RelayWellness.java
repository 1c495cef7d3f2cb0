package dev.countersign.relay;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Well while nothing waits for the infrastructure, no event waits too long to be published, and
 * everything that is published is read, by whichever instance. For people: all replicas share this,
 * and none of them would be helped by being taken out or started anew. It is in metrics and alerts,
 * too.
 */
@Wellness
@ApplicationScoped
class RelayWellness implements HealthCheck {
  private final Relay relay;
  private final Samples samples;
  private final Troubles troubles;
  private final RelaySettings settings;

  @Inject
  RelayWellness(Relay relay, Samples samples, Troubles troubles, RelaySettings settings) {
    this.relay = relay;
    this.samples = samples;
    this.troubles = troubles;
    this.settings = settings;
  }

  @Override
  public HealthCheckResponse call() {
    var oldest = samples.oldestUnsent();
    var waiting = troubles.current();
    var response =
        HealthCheckResponse.named("relay")
            .withData("role", relay.leads() ? "publishes" : "follows")
            .withData("outbox_age_ms", oldest.toMillis());
    waiting.forEach(response::withData);
    var unread = 0;
    for (var topic : samples.unread().entrySet()) {
      unread += topic.getValue();
      response.withData("unread-" + topic.getKey(), topic.getValue());
    }
    return response
        .status(waiting.isEmpty() && unread == 0 && oldest.compareTo(settings.wellOutboxAge()) < 0)
        .build();
  }
}
