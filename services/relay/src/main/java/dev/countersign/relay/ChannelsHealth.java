package dev.countersign.relay;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while every consumer of this instance does its part: it polls, and it reads what nobody
 * else does. With more replicas than partitions some only stand by, without partitions. But where
 * partitions are left that nobody reads, a consumer without any has missed something. A broker that
 * is away, or has no such topic, is not this instance's fault.
 */
@Readiness
@ApplicationScoped
class ChannelsHealth implements HealthCheck {
  private static final Duration SILENT = Duration.ofSeconds(30);
  private static final Duration UNREAD = Duration.ofSeconds(30);

  private final Channels channels;
  private final Samples samples;
  private final List<Consumption> consumptions;

  @Inject
  ChannelsHealth(Channels channels, Samples samples) {
    this.channels = channels;
    this.samples = samples;
    this.consumptions = Consumption.all(ConfigProvider.getConfig());
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("consumers").up();
    channels
        .states()
        .forEach((channel, state) -> {
          response.withData(channel, state.silence().toSeconds());
          response.withData(channel + "-partitions", state.partitions());
          if (state.silence().compareTo(SILENT) > 0 || idlesWhileUnread(channel, state)) {
            response.down();
          }
        });
    return response.build();
  }

  private boolean idlesWhileUnread(String channel, Channels.State state) {
    return state.partitions() == 0
        && consumptions.stream()
            .filter(one -> one.channel().equals(channel))
            .flatMap(one -> samples.unread(one.topic()).stream())
            .anyMatch(since -> since.compareTo(UNREAD) > 0);
  }
}
