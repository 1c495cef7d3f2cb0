package dev.countersign.chassis.broker;

import dev.countersign.chassis.start.CannotStart;
import dev.countersign.contracts.KafkaRights;
import dev.countersign.contracts.Topics;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs only with the rights of the table, so that a service that was taken over can do no more than
 * its own part. It asks the broker instead of trying to write: a record sent to find out whether it
 * can be sent lands exactly where the rights are wrong, in a topic that others obey. The start
 * waits for the answer before anything is consumed or published. Where the broker does not answer
 * in time, or a topic is not there yet, the service starts all the same, and goes on asking.
 */
@ApplicationScoped
class RightsCheck {
  private static final Logger LOG = Logger.getLogger(RightsCheck.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(2);

  private final BrokerAdmin admin;
  private final boolean on;
  private final Duration patience;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean passed;

  @Inject
  RightsCheck(BrokerAdmin admin, KafkaSettings settings) {
    this(admin, settings.rightsCheck() == KafkaSettings.Check.ON, PATIENCE);
  }

  RightsCheck(BrokerAdmin admin, boolean on, Duration patience) {
    this.admin = admin;
    this.on = on;
    this.patience = patience;
  }

  /** Before the channels open and anything is published. */
  void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
    var table = table();
    if (table.isEmpty()) {
      LOG.info("rights on Kafka are not checked");
      passed = true;
      return;
    }
    if (!ask(table.get())) {
      // The gateway takes requests while Kafka is down, and keeps them.
      LOG.warn("Kafka does not say what this service may do; asking on");
      Thread.ofPlatform().daemon().name("kafka-rights").start(() -> askOn(table.get()));
    }
  }

  private Optional<KafkaRights> table() {
    return on
        ? KafkaRights.of(
            ConfigProvider.getConfig().getValue("quarkus.application.name", String.class))
        : Optional.empty();
  }

  /** Whether the rights were found to be right. */
  boolean passed() {
    return passed;
  }

  /**
   * Asks once.
   *
   * @return whether there was an answer
   * @throws CannotStart when the answer is bad
   */
  boolean ask(KafkaRights table) {
    Optional<RightsAnswer> answer;
    try {
      answer = answer(admin.client(), table, patience);
    } catch (AuthenticationException refused) {
      throw new CannotStart(
          "Kafka refuses this service's login (KAFKA_SECURITY_PROTOCOL, KAFKA_SASL_*, KAFKA_SSL_*): "
              + refused.getMessage());
    }
    answer.ifPresent(found -> judge(table, found));
    return answer.isPresent();
  }

  private void judge(KafkaRights table, RightsAnswer answer) {
    var faults = answer.faults(table);
    if (!faults.isEmpty()) {
      throw new CannotStart(
          "the rights of %s on Kafka are not as they must be: %s. The ACLs are in docs/operations/kafka-rights.md; COUNTERSIGN_KAFKA_RIGHTS_CHECK=off is for brokers without users"
              .formatted(table.principal(), String.join("; ", faults)));
    }
    var needless = answer.needless(table);
    if (!needless.isEmpty()) {
      LOG.warnf("this service may read %s on Kafka, and has no need to", needless);
    }
    passed = true;
  }

  private void askOn(KafkaRights table) {
    try {
      while (!stopped.await(BETWEEN_QUESTIONS.toMillis(), TimeUnit.MILLISECONDS)) {
        if (ask(table)) {
          return;
        }
      }
    } catch (CannotStart wrong) {
      System.err.println("cannot start: " + wrong.getMessage());
      Quarkus.asyncExit(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void stop(@Observes ShutdownEvent event) {
    stopped.countDown();
  }

  /** What the broker says; nothing when it does not answer, or a topic is not there yet. */
  private static Optional<RightsAnswer> answer(Admin admin, KafkaRights table, Duration patience) {
    var millis = Math.toIntExact(patience.toMillis());
    var described =
        admin
            .describeTopics(
                Topics.ALL,
                new DescribeTopicsOptions().includeAuthorizedOperations(true).timeoutMs(millis))
            .topicNameValues();
    // All questions are on their way before the first answer is waited for.
    var used = new HashMap<String, KafkaFuture<?>>();
    for (var group : table.groups()) {
      used.put(
          group,
          admin
              .listConsumerGroupOffsets(
                  group, new ListConsumerGroupOffsetsOptions().timeoutMs(millis))
              .partitionsToOffsetAndMetadata());
    }
    var topics = new HashMap<String, Set<AclOperation>>();
    for (var topic : described.entrySet()) {
      var found = said(topic.getValue(), patience);
      if (found == null) {
        return Optional.empty();
      }
      topics.put(
          topic.getKey(),
          found.map(description -> description.authorizedOperations()).orElse(Set.of()));
    }
    var groups = new HashSet<String>();
    for (var group : used.entrySet()) {
      var found = said(group.getValue(), patience);
      if (found == null) {
        return Optional.empty();
      }
      if (found.isPresent()) {
        groups.add(group.getKey());
      }
    }
    return Optional.of(new RightsAnswer(Map.copyOf(topics), groups));
  }

  /** The answer, empty when it is refused for want of rights; null when there is none. */
  private static <T> @Nullable Optional<T> said(KafkaFuture<T> future, Duration patience) {
    try {
      return Optional.of(future.get(patience.toMillis() + 1_000, TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case AuthenticationException refused -> throw refused;
        case AuthorizationException _ -> Optional.empty();
        case null, default -> {
          LOG.debug("no answer about rights", e);
          yield null;
        }
      };
    } catch (TimeoutException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
