package dev.countersign.chaos.relaying;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/** Who says something about a key waits for the commit of whoever did before. */
final class Locks {
  private final Map<Integer, Queue<Runnable>> waiting = new HashMap<>();

  void take(int key, Runnable transaction) {
    var queue = waiting.get(key);
    if (queue == null) {
      waiting.put(key, new ArrayDeque<>());
      transaction.run();
    } else {
      queue.add(transaction);
    }
  }

  void free(int key) {
    var queue = waiting.get(key);
    var next = queue == null ? null : queue.poll();
    if (next == null) {
      waiting.remove(key);
    } else {
      next.run();
    }
  }
}
