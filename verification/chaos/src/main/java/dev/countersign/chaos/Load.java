package dev.countersign.chaos;

import dev.countersign.chaos.judgement.Requested;
import dev.countersign.client.Countersign;
import dev.countersign.client.NotAnswered;
import dev.countersign.client.ProblemException;
import dev.countersign.client.Submission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Clients: each asks under a key of its own, and asks again until it has an answer. */
final class Load {
  private static final List<String> INSTANCES =
      List.of(
          "dev-postgres-01",
          "test-mysql-01",
          "dev-oracle-01",
          "staging-postgres-01",
          "dev-postgres-02",
          "test-mariadb-01",
          "orders-reporting",
          Strangers.DELETED,
          "billing-oracle",
          "prod-postgres-us-1");
  private static final Set<String> PRODUCTION = Set.of("billing-oracle", "prod-postgres-us-1");
  private static final List<String> STOPPED_AND_STARTED =
      List.of("sandbox-mysql-01", "analytics-scratch");
  private static final int DAY = 24 * 60;
  private static final int CLIENTS = 12;

  /** One request in so many waits for the surge. */
  private static final int HELD_BACK = 4;

  /** Asked for that often, an instance that may have been deleted has been. */
  private static final int UNKNOWN_FOR_GOOD = 60;

  private final Countersign api;
  private final Map<String, Requested> accepted = new ConcurrentHashMap<>();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final Set<String> unanswered = ConcurrentHashMap.newKeySet();
  private final CountDownLatch surge = new CountDownLatch(1);

  Load(Countersign api) {
    this.api = api;
  }

  /** The operations that the platform has accepted. */
  Map<String, Requested> accepted() {
    return accepted;
  }

  /** Requests that were refused, or got no answer at all in the time that there was. */
  List<String> notAccepted() {
    var all = new ArrayList<>(refused);
    all.addAll(unanswered);
    return all;
  }

  static List<Requested> of(long seed, int operations) {
    var random = new SplittableRandom(seed);
    var windows = new HashSet<Integer>();
    var requests = new ArrayList<Requested>();
    for (var number = 0; number < operations; number++) {
      requests.add(request(random, windows, seed + "-" + number, requests));
    }
    return requests;
  }

  private static Requested request(
      SplittableRandom random, Set<Integer> windows, String name, List<Requested> before) {
    var instance = INSTANCES.get(random.nextInt(INSTANCES.size()));
    var kind = random.nextInt(100);
    var parameters = new HashMap<String, Object>();
    if (kind < 15) {
      var other = STOPPED_AND_STARTED.get(random.nextInt(STOPPED_AND_STARTED.size()));
      var operation = random.nextBoolean() ? "stop_instance" : "start_instance";
      if (operation.equals("stop_instance") && random.nextBoolean()) {
        parameters.put("snapshot_id", "Chaos-Stop-" + name);
      }
      return new Requested("chaos-" + name, operation, other, confirmed(other, parameters));
    }
    var taken = before.stream().filter(one -> one.operation().equals("create_snapshot")).toList();
    if (kind < 20 && !taken.isEmpty()) {
      // There by now, or not there yet, or deleted already.
      var one = taken.get(random.nextInt(taken.size()));
      parameters.putAll(one.parameters());
      return new Requested(
          "chaos-" + name,
          "delete_snapshot",
          one.instance(),
          confirmed(one.instance(), parameters));
    }
    if (kind < 50) {
      parameters.put("snapshot_id", "chaos-" + name);
      return new Requested("chaos-" + name, "create_snapshot", instance, parameters);
    }
    if (kind < 75) {
      return new Requested(
          "chaos-" + name, "reboot_instance", instance, confirmed(instance, parameters));
    }
    parameters.put("backup_window", window(random, windows));
    return new Requested("chaos-" + name, "modify_backup_window", instance, parameters);
  }

  private static Map<String, Object> confirmed(String instance, Map<String, Object> parameters) {
    if (PRODUCTION.contains(instance)) {
      parameters.put("confirm_production", true);
    }
    return parameters;
  }

  /** Never the same twice, so that a window that is there is there by this operation. */
  private static String window(SplittableRandom random, Set<Integer> taken) {
    var from = random.nextInt(DAY);
    while (!taken.add(from)) {
      from = (from + 1) % DAY;
    }
    var to = (from + 30) % DAY;
    return "%02d:%02d-%02d:%02d".formatted(from / 60, from % 60, to / 60, to % 60);
  }

  /** Spreads the requests over this time and returns when each has its answer. */
  void drive(List<Requested> requests, long seconds, long deadlineNanos) throws Exception {
    try (var clients = Executors.newFixedThreadPool(CLIENTS, Thread.ofVirtual().factory())) {
      var start = System.nanoTime();
      var heldBack = new ArrayList<Thread>();
      for (var i = 0; i < requests.size(); i++) {
        var due = start + TimeUnit.SECONDS.toNanos(seconds) * i / requests.size();
        var request = requests.get(i);
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        if (i % HELD_BACK == 0) {
          heldBack.add(Thread.ofVirtual().start(() -> submitInTheSurge(request, deadlineNanos)));
        } else {
          clients.execute(() -> submit(request, deadlineNanos));
        }
      }
      for (var each : heldBack) {
        each.join();
      }
    }
  }

  private void submitInTheSurge(Requested request, long deadlineNanos) {
    try {
      surge.await();
      submit(request, deadlineNanos);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything that was held back comes in at once. */
  void surge() {
    surge.countDown();
  }

  private void submit(Requested request, long deadlineNanos) {
    var asked =
        Submission.of(request.operation(), request.instance(), request.parameters())
            .underKey(request.key())
            .asSoonAsDurable();
    var unknown = 0;
    try {
      while (System.nanoTime() - deadlineNanos < 0) {
        try {
          accepted.put(api.submit(asked).operation().operationId(), request);
          return;
        } catch (ProblemException no) {
          if (no.status() == 404
              && request.instance().equals(Strangers.DELETED)
              && unknown++ > UNKNOWN_FOR_GOOD) {
            return;
          }
          // Not known yet, in flight, too many, or a server in trouble: the same request again.
          if (no.status() != 404
              && no.status() != 409
              && no.status() != 429
              && no.status() / 100 != 5) {
            refused.add(request + " was answered " + no.getMessage());
            return;
          }
        } catch (NotAnswered unreachable) {
          // The same request again.
        }
        TimeUnit.MILLISECONDS.sleep(300);
      }
      unanswered.add(request + " was never answered");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
