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
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.jboss.logging.Logger;

/** The consumers of this service: whether they are alive, and their end before everybody else's. */
@ApplicationScoped
class Channels {
  private static final Logger LOG = Logger.getLogger(Channels.class);
  private static final Duration PAUSING = Duration.ofMillis(1_500);
  private static final Duration FINISHING = Duration.ofSeconds(3);
  private static final Duration NEVER = Duration.ofDays(1);
  private static final String LAST_POLL = "last-poll-seconds-ago";
  private static final String PARTITIONS = "assigned-partitions";

  private final KafkaClientService clients;
  private final Hop hop;

  @Inject
  Channels(KafkaClientService clients, Hop hop) {
    this.clients = clients;
    this.hop = hop;
  }

  /**
   * How each channel's consumer does. One that is still being made has never asked for records; one
   * that is paused does.
   */
  Map<String, State> states() {
    var states = new TreeMap<String, State>();
    for (var channel : clients.getConsumerChannels()) {
      clients.getConsumers(channel).stream()
          .map(Channels::state)
          .max(Comparator.comparing(State::silence))
          .ifPresent(state -> states.put(channel, state));
    }
    return states;
  }

  /**
   * @param silence how long ago it last asked for records
   * @param partitions how many it reads
   */
  record State(Duration silence, long partitions) {}

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

  private static State state(KafkaConsumer<?, ?> consumer) {
    // Consumers are made beside the rest of the start.
    var made = consumer.unwrap();
    return made == null
        ? new State(NEVER, 0)
        : new State(Duration.ofSeconds(metric(made, LAST_POLL)), metric(made, PARTITIONS));
  }

  /** Metrics are all of a Kafka consumer that other threads may look at. */
  private static long metric(Consumer<?, ?> made, String name) {
    return made.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals(name))
        .mapToLong(metric -> Math.round(((Number) metric.metricValue()).doubleValue()))
        .max()
        .orElse(0);
  }
}
