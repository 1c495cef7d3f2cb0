package dev.countersign.rds.planted;

import dev.countersign.executor.planted.SeesAProvider;

/** Planted. */
public final class SeesTheEngine {
  boolean sees(SeesAProvider engine) {
    return engine.sees(null);
  }
}
