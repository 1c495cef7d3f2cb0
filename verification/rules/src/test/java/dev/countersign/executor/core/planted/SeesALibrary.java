package dev.countersign.executor.core.planted;

import org.apache.kafka.common.TopicPartition;

/** Planted. */
public final class SeesALibrary {
  private final TopicPartition[] partitions = new TopicPartition[1];

  int count() {
    return partitions.length;
  }
}
