package dev.countersign.chaos.relaying;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.relay.publishing.Unsent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The log, as its reader meets it; now and then it stands still and takes everything in later. */
final class Broker {
  private final LongConsumer reader;
  private final Set<Long> had = new HashSet<>();
  private final Map<Object, Set<Object>> taken = new HashMap<>();
  private final List<Runnable> arrived = new ArrayList<>();
  private boolean frozen;
  private boolean gone;

  /**
   * @param reader takes the number of each record that is there for the first time
   */
  Broker(LongConsumer reader) {
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

  /** Appends a producer's batch, once, however often it is sent. */
  void append(Object producer, Object batch, List<Long> numbers) {
    if (taken.computeIfAbsent(producer, _ -> new HashSet<>()).add(batch)) {
      numbers.forEach(number -> {
        if (had.add(number)) {
          reader.accept(number);
        }
      });
    }
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
