package dev.countersign.chaos.relaying;

import dev.countersign.relay.publishing.Bus.Sender;
import dev.countersign.relay.publishing.Unsent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's idempotent producer with one request underway: it repeats a batch until it is confirmed
 * or too old. Then it gives that batch up, and goes on with what is behind it if nobody closes it.
 */
final class Producer implements Sender {
  private static final Duration DELIVERY = Duration.ofSeconds(30);
  private static final Duration REQUEST = Duration.ofSeconds(10);
  private static final Duration BLOCKS = Duration.ofSeconds(10);
  private static final int BATCH = 16;

  private record Waiting(long number, long expires, Consumer<@Nullable Exception> answer) {}

  private final SimulatedBus bus;
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private List<Waiting> batch = List.of();
  private boolean connected;
  private boolean closed;

  Producer(SimulatedBus bus) {
    this.bus = bus;
  }

  @Override
  public void send(Unsent event, Consumer<@Nullable Exception> answer) {
    if (closed) {
      answer.accept(new IllegalStateException("closed"));
      return;
    }
    if (!connected && !bus.broker().answers()) {
      // Without metadata it blocks whoever sends.
      bus.process().stopFor(BLOCKS);
      answer.accept(new TimeoutException("no metadata"));
      return;
    }
    connected = true;
    queue.add(new Waiting(event.number(), bus.timeline().now() + DELIVERY.toNanos(), answer));
    bus.timeline().in(DELIVERY, () -> bus.process().beside(this::expire));
    if (batch.isEmpty()) {
      next();
    }
  }

  private void next() {
    var taken = new ArrayList<Waiting>();
    while (taken.size() < BATCH && !queue.isEmpty()) {
      taken.add(queue.remove());
    }
    batch = List.copyOf(taken);
    request(batch);
  }

  private void request(List<Waiting> asked) {
    if (closed || asked.isEmpty() || batch != asked) {
      return;
    }
    if (!bus.chance().strikes(0.02)) {
      bus.timeline().in(bus.chance().latency(), () -> bus.broker().arrives(() -> taken(asked)));
    }
    bus.timeline().in(REQUEST, () -> bus.process().beside(() -> request(asked)));
  }

  /** At the broker, whatever has become of the producer. */
  private void taken(List<Waiting> asked) {
    Runnable confirm =
        () -> {
          if (!bus.chance().strikes(0.02)) {
            bus.timeline()
                .in(bus.chance().latency(), () -> bus.process().beside(() -> confirmed(asked)));
          }
        };
    var numbers = asked.stream().map(Waiting::number).toList();
    bus.broker().append(this, asked, numbers, bus.waitsForAll() ? confirm : () -> {});
    if (!bus.waitsForAll()) {
      confirm.run();
    }
  }

  private void confirmed(List<Waiting> asked) {
    if (!closed && batch == asked) {
      batch = List.of();
      asked.forEach(one -> one.answer().accept(null));
      if (batch.isEmpty()) {
        next();
      }
    }
  }

  private void expire() {
    var now = bus.timeline().now();
    if (!closed && !batch.isEmpty() && batch.getFirst().expires() <= now) {
      var old = batch;
      batch = List.of();
      old.forEach(one -> one.answer().accept(new TimeoutException("too old")));
    }
    while (!closed && !queue.isEmpty() && queue.getFirst().expires() <= now) {
      queue.remove().answer().accept(new TimeoutException("too old"));
    }
    if (!closed && batch.isEmpty()) {
      next();
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    var left = new ArrayList<>(batch);
    left.addAll(queue);
    queue.clear();
    batch = List.of();
    left.forEach(one -> one.answer().accept(new IllegalStateException("closed")));
  }
}
