package dev.countersign.chaos.relaying;

import java.util.HashMap;
import java.util.Map;

/** Somebody who reads the log, and looks at what is there for the first time. */
final class Reader {
  private final World world;
  private final Map<Integer, Long> last = new HashMap<>();
  private String disorder = "";

  Reader(World world) {
    this.world = world;
  }

  void reads(long number) {
    var row = world.database.rows.get(number);
    if (row == null) {
      disorder = number + " was published and never committed";
      return;
    }
    row.readAt = world.timeline.now();
    var before = last.merge(row.key, number, Math::max);
    if (before > number) {
      disorder = "of key " + row.key + ", " + before + " was read before " + number;
    }
  }

  /** Empty while everything was met in its order. */
  String disorder() {
    return disorder;
  }
}
