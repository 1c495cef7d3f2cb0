package dev.countersign.contracts.event;

import dev.countersign.contracts.instance.Instance;
import dev.countersign.contracts.instance.InstanceKey;

/**
 * What there is. Written by the executor's discovery, to the compacted {@code
 * countersign.instances}.
 */
public sealed interface InstanceEvent extends EventData {
  /** Which instance. */
  InstanceKey key();

  /** An instance is new or has changed. */
  record InstanceObserved(Instance instance) implements InstanceEvent {
    @Override
    public InstanceKey key() {
      return instance.key();
    }
  }

  /**
   * An instance is not there any more. On Kafka this is a tombstone: the key and headers, no value.
   */
  record InstanceGone(InstanceKey key) implements InstanceEvent {}
}
