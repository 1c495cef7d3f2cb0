package dev.countersign.relay.publishing;

import dev.countersign.chassis.loop.Loop;
import java.util.function.LongConsumer;

/** What a relay is put together from, so that a simulation can plant mistakes in it. */
public interface Parts {
  /** As they are. */
  Parts REAL = new Parts() {};

  default Publisher publisher(
      Loop loop, Bus.Sender sender, LongConsumer onSent, Runnable onFailure) {
    return new Publisher(loop, sender, onSent, onFailure);
  }

  default HandOver handOver(int remembered, int mostUnderway) {
    return new HandOver(remembered, mostUnderway);
  }
}
