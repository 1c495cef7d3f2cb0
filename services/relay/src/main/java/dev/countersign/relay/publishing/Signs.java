package dev.countersign.relay.publishing;

import dev.countersign.chassis.loop.Loop;
import java.time.Duration;

/**
 * Signs of life, for whoever judges from outside whether this relay has to be started anew. A fault
 * that was noticed is one, too: then the relay goes on trying, and another process could do no
 * more.
 */
final class Signs {
  private final Loop loop;
  private volatile long turned;
  private volatile long progressed;

  Signs(Loop loop) {
    this.loop = loop;
    this.turned = loop.nanos();
    this.progressed = loop.nanos();
  }

  /** The loop still turns. */
  void turn() {
    turned = loop.nanos();
  }

  /** Something went out, or could not and it is known why, or there is nothing to send. */
  void progress() {
    progressed = loop.nanos();
  }

  Duration sinceTurn() {
    return Duration.ofNanos(loop.nanos() - turned);
  }

  Duration sinceProgress() {
    return Duration.ofNanos(loop.nanos() - progressed);
  }
}
