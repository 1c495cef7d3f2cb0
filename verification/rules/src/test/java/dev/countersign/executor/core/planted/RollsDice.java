package dev.countersign.executor.core.planted;

import dev.countersign.contracts.event.EventIds;
import java.util.Random;
import java.util.UUID;

/** Planted. */
public final class RollsDice {
  String uuid() {
    return UUID.randomUUID().toString();
  }

  String id() {
    return EventIds.next();
  }

  int dice(long seed) {
    return new Random(seed).nextInt();
  }
}
