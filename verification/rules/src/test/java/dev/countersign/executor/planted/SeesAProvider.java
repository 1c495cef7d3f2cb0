package dev.countersign.executor.planted;

import dev.countersign.rds.planted.Outage;

/** Planted. */
public final class SeesAProvider {
  public boolean sees(Outage outage) {
    return outage != null;
  }
}
