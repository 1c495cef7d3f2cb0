package dev.countersign.chaos.relaying;

import dev.countersign.relay.publishing.Bus;

/** The broker as one process reaches it. */
record SimulatedBus(Timeline timeline, Chance chance, Broker broker, SimulatedLoop process)
    implements Bus {
  @Override
  public Sender open() {
    return new Producer(this);
  }
}
