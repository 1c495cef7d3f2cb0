package dev.countersign.chaos;

import dev.countersign.chaos.judgement.Requested;
import dev.countersign.client.Countersign;
import dev.countersign.client.NotAnswered;
import dev.countersign.client.ProblemException;
import dev.countersign.client.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Clients: each asks under a key of its own, and asks again until it has an answer. */
final class Load {
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

  private static Submission.Target target(Requested request) {
    return request.isOnACluster()
        ? new Submission.ClusterId(request.resource())
        : new Submission.InstanceId(request.resource());
  }

  private void submit(Requested request, long deadlineNanos) {
    var asked =
        Submission.of(request.operation(), target(request), request.parameters())
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
              && request.resource().equals(Strangers.DELETED)
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
