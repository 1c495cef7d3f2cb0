package dev.countersign.workbench.replay;

import dev.countersign.contracts.resource.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a resource was when. Of the resources asked for last it keeps what can be asked for again;
 * how many that are, its room says, however long the ledger is.
 *
 * @param <K> what a resource is asked for by
 */
final class Sightings<K> {
  private final Function<K, Stream<Resource>> ledger;
  private final Instant from;
  private final int room;
  private final LinkedHashMap<K, List<Resource>> kept = new LinkedHashMap<>(16, 0.75f, true);
  private int size;

  /**
   * @param ledger all sightings of a resource, oldest first
   * @param from what was before is hardly ever asked for
   * @param room for so many sightings
   */
  Sightings(Function<K, Stream<Resource>> ledger, Instant from, int room) {
    this.ledger = ledger;
    this.from = from;
    this.room = room;
  }

  /** As it was last seen until then. */
  @Nullable Resource at(K key, Instant time) {
    return time.isBefore(from)
        ? last(ledger.apply(key), time)
        : last(sinceFrom(key).stream(), time);
  }

  private static @Nullable Resource last(Stream<Resource> seen, Instant time) {
    return seen.filter(one -> !one.observedAt().isAfter(time))
        .reduce((_, later) -> later)
        .orElse(null);
  }

  private List<Resource> sinceFrom(K key) {
    var known = kept.get(key);
    if (known != null) {
      return known;
    }
    var read = new ArrayList<Resource>();
    ledger
        .apply(key)
        .forEach(seen -> {
          if (!seen.observedAt().isAfter(from)) {
            read.removeIf(earlier -> !earlier.observedAt().isAfter(from));
          }
          read.add(seen);
        });
    keep(key, read);
    return read;
  }

  private void keep(K key, List<Resource> read) {
    kept.put(key, read);
    size += read.size();
    var longestAgo = kept.values().iterator();
    while (size > room && longestAgo.hasNext()) {
      size -= longestAgo.next().size();
      longestAgo.remove();
    }
  }

  /** How many it keeps now. */
  int size() {
    return size;
  }
}
