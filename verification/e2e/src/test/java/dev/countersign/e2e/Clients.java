package dev.countersign.e2e;

import dev.countersign.embedded.HealthCheck;
import java.io.IOException;
import java.net.http.HttpClient;
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

  private final HttpClient http = HttpClient.newHttpClient();
  private final String token;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicInteger retryable = new AtomicInteger();
  private final List<String> unanswered = new CopyOnWriteArrayList<>();
  private final Map<String, List<String>> acceptedByInstance = new LinkedHashMap<>();
  private final Set<Replica> ready = ConcurrentHashMap.newKeySet();
  private volatile boolean going = true;

  Clients(List<Replica> gateways, String token, List<String> instances) {
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

  /** Requests that got no answer, or another one than a 202 or a 503. */
  List<String> unanswered() {
    return unanswered;
  }

  int retryable() {
    return retryable.get();
  }

  private void look(Replica gateway) {
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
      var answer =
          new Api(http, gateway.url(), token)
              .submit(
                  "create_snapshot",
                  instance,
                  Map.of("snapshot_id", "s" + id),
                  Map.of("Idempotency-Key", id, "Prefer", "respond-async"));
      if (answer.status() == 202) {
        return answer.operationId();
      }
      if (answer.status() == 503) {
        retryable.incrementAndGet();
      } else {
        unanswered.add(gateway.name() + " answered " + answer.status() + ": " + answer.body());
      }
    } catch (StoryFailed empty) {
      // A 503 of the HTTP layer has no body.
      retryable.incrementAndGet();
    } catch (IOException cut) {
      unanswered.add(gateway.name() + " did not answer: " + cut);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    pause(BETWEEN_LOOKS_MILLIS);
    return null;
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
  }
}
