package dev.countersign.contracts.event;

import dev.countersign.contracts.resource.Resource;
import dev.countersign.contracts.resource.ResourceKey;

/**
 * What there is. Written by the executor's discovery, to the compacted {@code
 * countersign.resources}.
 */
public sealed interface ResourceEvent extends EventData {
  /** Which resource. */
  ResourceKey key();

  /** A resource is new or has changed. */
  record ResourceObserved(Resource resource) implements ResourceEvent {
    @Override
    public ResourceKey key() {
      return resource.key();
    }
  }

  /**
   * A resource is not there any more. On Kafka this is a tombstone: the key and headers, no value.
   */
  record ResourceGone(ResourceKey key) implements ResourceEvent {}
}
