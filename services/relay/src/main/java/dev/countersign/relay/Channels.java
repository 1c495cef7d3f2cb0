package dev.countersign.relay;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The consumers of this service: whether they are alive, and their end before everybody else's. */
@ApplicationScoped
class Channels {
  private static final Logger LOG = Logger.getLogger(Channels.class);
  private static final Duration PAUSING = Duration.ofMillis(1_500);
  private static final Duration FINISHING = Duration.ofSeconds(3);
  private static final Duration NEVER = Duration.ofDays(1);
  private static final String LAST_POLL = "last-poll-seconds-ago";

  private final KafkaClientService clients;
  private final Hop hop;

  @Inject
  Channels(KafkaClientService clients, Hop hop) {
    this.clients = clients;
    this.hop = hop;
  }

  /**
   * How long ago each channel's consumer asked for records; it does even while it is paused. One
   * that is still being made never has.
   */
  Map<String, Duration> silence() {
    var silence = new TreeMap<String, Duration>();
    for (var channel : clients.getConsumerChannels()) {
      clients.getConsumers(channel).stream()
          .mapToLong(Channels::secondsSincePoll)
          .max()
          .ifPresent(seconds -> silence.put(channel, Duration.ofSeconds(seconds)));
    }
    return silence;
  }

  /** First no new records, then the end of what is being handled; offsets are committed later. */
  void stop(@Observes @Priority(1) ShutdownEvent event) {
    try {
      var pauses =
          clients.getConsumerChannels().stream()
              .flatMap(channel -> clients.getConsumers(channel).stream())
              .filter(consumer -> consumer.unwrap() != null)
              .<Uni<?>>map(consumer -> consumer.pause())
              .toList();
      if (!pauses.isEmpty()) {
        Uni.combine().all().unis(pauses).discardItems().await().atMost(PAUSING);
      }
    } catch (RuntimeException e) {
      LOG.debug("stopping without having paused the channels", e);
    }
    finish();
  }

  private void finish() {
    var deadline = System.nanoTime() + FINISHING.toNanos();
    var never = new CountDownLatch(1);
    try {
      while (hop.busy() && System.nanoTime() < deadline) {
        never.await(20, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long secondsSincePoll(KafkaConsumer<?, ?> consumer) {
    // Consumers are made beside the rest of the start.
    var made = consumer.unwrap();
    if (made == null) {
      return NEVER.toSeconds();
    }
    // Metrics are all of a Kafka consumer that other threads may look at.
    return made.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals(LAST_POLL))
        .mapToLong(metric -> Math.round(((Number) metric.metricValue()).doubleValue()))
        .max()
        .orElse(0);
  }
}
