package dev.countersign.relay.publishing;

import dev.countersign.chassis.loop.Loop;
import dev.countersign.relay.publishing.Observer.Part;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The publisher in use, and the pause before its successor where it has failed. */
final class Outlet {
  private final Loop loop;
  private final Bus bus;
  private final Parts parts;
  private final Observer observer;
  private final Signs signs;
  private final Sent sent;
  private final Runnable onFailure;
  private final Waits waits = new Waits();
  private @Nullable Publisher publisher;

  Outlet(Relaying relaying, Bus bus, Parts parts, Sent sent, Runnable onFailure) {
    this.loop = relaying.loop();
    this.observer = relaying.observer();
    this.signs = relaying.signs();
    this.bus = bus;
    this.parts = parts;
    this.sent = sent;
    this.onFailure = onFailure;
  }

  Publisher current() {
    var current = publisher;
    if (current == null) {
      current = parts.publisher(loop, bus.open(), this::confirmed, onFailure);
      publisher = current;
    }
    return current;
  }

  /** What is neither confirmed nor noted down, in number. */
  int underway() {
    return (publisher == null ? 0 : publisher.underway().size()) + sent.unmarked().size();
  }

  private void confirmed(long number) {
    sent.confirmed(number);
    waits.reset();
    signs.progress();
    observer.works(Part.PUBLISHING);
  }

  /** Throws the publisher away; answers after how long there may be another one. */
  Duration giveUp(Exception failure) {
    observer.waits(Part.PUBLISHING, failure);
    signs.progress();
    publisher = null;
    return waits.next();
  }

  void close() {
    if (publisher != null) {
      publisher.close();
      publisher = null;
    }
  }
}
