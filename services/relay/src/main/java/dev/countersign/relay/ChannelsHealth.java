package dev.countersign.relay;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while every consumer polls. One without partitions polls, too: with more replicas than
 * partitions, some only stand by.
 */
@Readiness
@ApplicationScoped
class ChannelsHealth implements HealthCheck {
  private static final Duration SILENT = Duration.ofSeconds(30);

  private final Channels channels;

  @Inject
  ChannelsHealth(Channels channels) {
    this.channels = channels;
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("consumers").up();
    channels
        .silence()
        .forEach((channel, silence) -> {
          response.withData(channel, silence.toSeconds());
          if (silence.compareTo(SILENT) > 0) {
            response.down();
          }
        });
    return response.build();
  }
}
