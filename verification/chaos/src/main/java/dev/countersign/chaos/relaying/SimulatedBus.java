package dev.countersign.chaos.relaying;

import dev.countersign.chaos.simulated.Chance;
import dev.countersign.chaos.simulated.SimulatedLoop;
import dev.countersign.chaos.simulated.Timeline;
import dev.countersign.relay.publishing.Bus;

/**
 * The broker as one process reaches it.
 *
 * @param waitsForAll whether what only the leader has counts as not being with the broker
 */
record SimulatedBus(
    Timeline timeline, Chance chance, Broker broker, SimulatedLoop process, boolean waitsForAll)
    implements Bus {
  @Override
  public Sender open() {
    return new Producer(this);
  }
}
