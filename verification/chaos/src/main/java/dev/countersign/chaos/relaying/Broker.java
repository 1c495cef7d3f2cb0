package dev.countersign.chaos.relaying;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.chaos.simulated.Chance;
import dev.countersign.chaos.simulated.Timeline;
import dev.countersign.relay.publishing.Unsent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The log, as its reader meets it: what a leader has appended is there for good once its followers
 * have it. Now and then it stands still and takes everything in later, and now and then a leader
 * dies with what only it had.
 */
final class Broker {
  private record Appended(Object producer, Object batch, List<Long> numbers, Runnable replicated) {}

  private final Timeline timeline;
  private final Chance chance;
  private final LongConsumer reader;
  private final Deque<Appended> onlyWithTheLeader = new ArrayDeque<>();
  private final Set<Long> had = new HashSet<>();
  private final Map<Object, Set<Object>> taken = new HashMap<>();
  private final List<Runnable> arrived = new ArrayList<>();
  private boolean frozen;
  private boolean gone;

  /**
   * @param reader takes the number of each record that is there for the first time
   */
  Broker(Timeline timeline, Chance chance, LongConsumer reader) {
    this.timeline = timeline;
    this.chance = chance;
    this.reader = reader;
  }

  static Unsent message(long number, int key) {
    return new Unsent(
        number,
        new ProducerRecord<>("events", "key-" + key, Long.toString(number).getBytes(UTF_8)));
  }

  /** A request has come over the network: handled now, or after the thaw. */
  void arrives(Runnable request) {
    if (frozen) {
      arrived.add(request);
    } else if (!gone) {
      request.run();
    }
  }

  /**
   * Appends a producer's batch, once, however often it is sent.
   *
   * @param replicated runs when the followers have it, too
   */
  void append(Object producer, Object batch, List<Long> numbers, Runnable replicated) {
    if (taken.computeIfAbsent(producer, _ -> new HashSet<>()).add(batch)) {
      var appended = new Appended(producer, batch, numbers, replicated);
      onlyWithTheLeader.add(appended);
      timeline.in(chance.latency(), () -> replicate(appended));
    } else if (had.containsAll(numbers)) {
      replicated.run();
    }
  }

  /** In its order: what was appended before it first. */
  private void replicate(Appended last) {
    while (onlyWithTheLeader.contains(last)) {
      var next = onlyWithTheLeader.remove();
      next.numbers()
          .forEach(number -> {
            if (had.add(number)) {
              reader.accept(number);
            }
          });
      next.replicated().run();
    }
  }

  /** The leader dies, and a follower leads that does not have everything. */
  void loseTail() {
    onlyWithTheLeader.forEach(
        lost -> taken.getOrDefault(lost.producer(), new HashSet<>()).remove(lost.batch()));
    onlyWithTheLeader.clear();
  }

  boolean has(long number) {
    return had.contains(number);
  }

  boolean answers() {
    return !frozen && !gone;
  }

  void freeze() {
    frozen = true;
  }

  void thaw() {
    frozen = false;
    var waiting = List.copyOf(arrived);
    arrived.clear();
    waiting.forEach(this::arrives);
  }

  /** What arrives while it is away is lost. */
  void away(boolean away) {
    gone = away;
  }
}
