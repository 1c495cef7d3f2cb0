package dev.countersign.relay;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.providers.extension.HealthCenter;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Ends the process when a consumer has died in it. SmallRye closes a channel for good after a fault
 * that it takes for fatal, and everything else goes on as if nothing had happened; only a new
 * process reads on from the committed offsets.
 */
@ApplicationScoped
class ChannelWatch {
  private static final Logger LOG = Logger.getLogger(ChannelWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final int EXIT_CODE = 75; // EX_TEMPFAIL of sysexits.h

  private final Vertx vertx;
  private final HealthCenter channels;
  private final RelaySettings settings;

  @Inject
  ChannelWatch(Vertx vertx, HealthCenter channels, RelaySettings settings) {
    this.vertx = vertx;
    this.channels = channels;
    this.settings = settings;
  }

  void start(@Observes StartupEvent event) {
    if (settings.exitOnDeadChannel()) {
      vertx.setPeriodic(EVERY.toMillis(), this::look);
    }
  }

  private void look(long timer) {
    var dead =
        channels.getLiveness().getChannels().stream().filter(channel -> !channel.isOk()).toList();
    if (!dead.isEmpty()) {
      vertx.cancelTimer(timer);
      dead.forEach(channel ->
          LOG.errorf(
              "channel %s is dead, ending the process: %s",
              channel.getChannel(), channel.getMessage()));
      Quarkus.asyncExit(EXIT_CODE);
    }
  }
}
