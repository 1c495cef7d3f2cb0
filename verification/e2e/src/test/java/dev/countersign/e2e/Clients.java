package dev.countersign.e2e;

import dev.countersign.client.Countersign;
import dev.countersign.client.NotAnswered;
import dev.countersign.client.ProblemException;
import dev.countersign.client.Settings;
import dev.countersign.client.Submission;
import dev.countersign.embedded.HealthCheck;
import dev.countersign.embedded.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One client per instance, each asking for one operation after the other, through a balancer that
 * sends requests to the gateways that say that they are ready, in turn.
 */
final class Clients implements AutoCloseable {
  private static final long BETWEEN_LOOKS_MILLIS = 200;
  private static final long BETWEEN_REQUESTS_MILLIS = 2_000;

  private final Map<String, Countersign> apis = new ConcurrentHashMap<>();
  private final String token;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicInteger retryable = new AtomicInteger();
  private final List<String> unanswered = new CopyOnWriteArrayList<>();
  private final Set<String> doubtful = ConcurrentHashMap.newKeySet();
  private final Map<String, List<String>> acceptedByInstance = new LinkedHashMap<>();
  private final Set<ServiceProcess> ready = ConcurrentHashMap.newKeySet();
  private volatile boolean going = true;

  Clients(List<ServiceProcess> gateways, String token, List<String> instances) {
    this.token = token;
    for (var gateway : gateways) {
      threads.add(Thread.ofVirtual().start(() -> look(gateway)));
    }
    for (var instance : instances) {
      var accepted = new CopyOnWriteArrayList<String>();
      acceptedByInstance.put(instance, accepted);
      threads.add(Thread.ofVirtual().start(() -> ask(instance, accepted)));
    }
  }

  /** Operations that got a 202, in the order in which each client asked. */
  Map<String, List<String>> accepted() {
    return acceptedByInstance;
  }

  int count() {
    return acceptedByInstance.values().stream().mapToInt(List::size).sum();
  }

  /** Requests that got no answer, or another one than a 202 or one that asks to repeat. */
  List<String> unanswered() {
    return unanswered;
  }

  int retryable() {
    return retryable.get();
  }

  private void look(ServiceProcess gateway) {
    while (going) {
      if (HealthCheck.passes(gateway.url() + "/q/health/ready")) {
        ready.add(gateway);
      } else {
        ready.remove(gateway);
      }
      pause(BETWEEN_LOOKS_MILLIS);
    }
  }

  private void ask(String instance, List<String> accepted) {
    while (going) {
      var id = UUID.randomUUID().toString();
      @Nullable String operation = null;
      while (operation == null) {
        operation = answered(instance, id);
      }
      accepted.add(operation);
      pause(BETWEEN_REQUESTS_MILLIS);
    }
  }

  private @Nullable String answered(String instance, String id) {
    var choice = List.copyOf(ready);
    if (choice.isEmpty()) {
      pause(BETWEEN_LOOKS_MILLIS);
      return null;
    }
    var gateway = choice.get(Math.floorMod(turn.getAndIncrement(), choice.size()));
    try {
      var asked = Submission.of("create_snapshot", instance, Map.of("snapshot_id", "s" + id));
      return apis.computeIfAbsent(gateway.url(), this::api)
          .submit(asked.underKey(id).asSoonAsDurable())
          .operation()
          .operationId();
    } catch (ProblemException refused) {
      // After a 503 the first may still be being stored: a repeat is told so, and repeats.
      var isStored = refused.problem().name().equals("idempotency-in-flight");
      if (refused.status() == 503 || isStored && doubtful.contains(id)) {
        doubtful.add(id);
        retryable.incrementAndGet();
      } else {
        unanswered.add(gateway.name() + " answered " + refused.getMessage());
      }
    } catch (NotAnswered cut) {
      unanswered.add(gateway.name() + " did not answer: " + cut);
    }
    pause(BETWEEN_LOOKS_MILLIS);
    return null;
  }

  /** Every answer is looked at here, so none is repeated behind our back. */
  private Countersign api(String url) {
    return new Countersign(Settings.of(url, () -> token).withPatience(Duration.ZERO));
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    going = false;
    try {
      for (var thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    apis.values().forEach(Countersign::close);
  }
}
