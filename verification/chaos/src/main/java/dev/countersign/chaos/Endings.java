package dev.countersign.chaos;

import dev.countersign.client.Countersign;
import dev.countersign.client.NotAnswered;
import dev.countersign.client.ProblemException;
import dev.countersign.client.Status;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** How each operation ended, as far as the gateway knows. */
final class Endings {
  private final Countersign api;

  Endings(Countersign api) {
    this.api = api;
  }

  /**
   * Each operation's status; the last seen one where there was no end in time, none where the
   * gateway does not know it.
   */
  Map<String, Status> await(Set<String> operations, long deadlineNanos) throws Exception {
    var seen = new TreeMap<String, Status>();
    var open = new HashSet<>(operations);
    while (!open.isEmpty() && System.nanoTime() - deadlineNanos < 0) {
      open.removeIf(id -> {
        look(id, seen);
        return seen.getOrDefault(id, Status.UNKNOWN).ended();
      });
      TimeUnit.MILLISECONDS.sleep(500);
    }
    return seen;
  }

  private void look(String id, Map<String, Status> seen) {
    try {
      seen.put(id, api.operation(id).status());
    } catch (ProblemException refused) {
      if (refused.status() == 404) {
        seen.remove(id);
      } else {
        seen.putIfAbsent(id, Status.UNKNOWN);
      }
    } catch (NotAnswered unreachable) {
      seen.putIfAbsent(id, Status.UNKNOWN);
    }
  }
}
