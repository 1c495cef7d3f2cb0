package dev.countersign.relay.publishing;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * What this process has committed itself, on its way to the sender without being looked for. The
 * outbox stays the truth: whatever is dropped here is found there.
 */
public class HandOver {
  private final Queue<Stored> waiting = new ArrayDeque<>();
  // Found by a look before it was handed over: sent, and perhaps noted down already.
  private final Set<Long> found;
  private final int mostUnderway;

  /**
   * @param remembered how many of those that a look found are known here, at least
   * @param mostUnderway with so many underway nothing is sent from here
   */
  public HandOver(int remembered, int mostUnderway) {
    this.found = Collections.newSetFromMap(new LastFew<>(remembered));
    this.mostUnderway = mostUnderway;
  }

  /** Takes over what was committed, in its order. */
  public void add(List<Stored> committed) {
    waiting.addAll(committed);
  }

  /** Forgets what waits. */
  void clear() {
    waiting.clear();
  }

  /** A look has found this one, and sends it. */
  void found(long number) {
    found.add(number);
  }

  /**
   * Sends what waits, in its order; answers whether all of it could be. What comes before an event
   * of its key has to be with this publisher or confirmed: rows of other instances, of an earlier
   * leader or of a publisher that was thrown away are not, and then a look finds the order.
   */
  boolean send(Publisher publisher, Set<Long> confirmed) {
    for (var next = waiting.poll(); next != null; next = waiting.poll()) {
      var number = next.event().number();
      if (!found.contains(number) && !gone(publisher, confirmed, number)) {
        if (publisher.failure() != null
            || publisher.underway().size() + confirmed.size() >= mostUnderway
            || !next.before().stream().allMatch(one -> gone(publisher, confirmed, one))) {
          waiting.clear();
          return false;
        }
        publisher.send(next.event());
      }
    }
    return true;
  }

  private static boolean gone(Publisher publisher, Set<Long> confirmed, long number) {
    return publisher.underway().contains(number) || confirmed.contains(number);
  }

  /** Forgets what was put in first. */
  private static final class LastFew<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;
    private final int most;

    LastFew(int most) {
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > most;
    }
  }
}
