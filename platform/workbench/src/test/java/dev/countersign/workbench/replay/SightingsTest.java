package dev.countersign.workbench.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.contracts.resource.ResourceKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SightingsTest {
  private static final int ROOM = 20;

  private final List<ResourceKey> read = new ArrayList<>();

  /** Each resource was seen every ten seconds, from 0 to 100. What is asked for begins at 50. */
  private final Sightings<ResourceKey> sightings =
      new Sightings<>(
          key -> {
            read.add(key);
            return LongStream.rangeClosed(0, 10).mapToObj(n -> seen(key, n * 10));
          },
          at(50),
          ROOM);

  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }

  private static ResourceKey key(int number) {
    return Instance.keyOf("111122223333", "eu-central-1", "db-" + number);
  }

  private static Resource seen(ResourceKey key, long second) {
    return PastTest.instance(key, at(second));
  }

  private Instant observed(int number, long second) {
    return Objects.requireNonNull(sightings.at(key(number), at(second))).observedAt();
  }

  @Test
  void itIsAsItWasLastSeenBefore() {
    assertEquals(at(50), observed(1, 50));
    assertEquals(at(50), observed(1, 59));
    assertEquals(at(100), observed(1, 1000));
    assertEquals(1, read.size(), "the ledger is asked once");
    assertEquals(6, sightings.size(), "what is superseded at the beginning is not kept");
  }

  @Test
  void whatIsOlderIsFoundToo() {
    assertEquals(at(20), observed(1, 29));
    assertNull(sightings.at(key(1), at(-1)));
    assertEquals(0, sightings.size());
  }

  @Test
  void howeverManyResourcesThereAreOnlyTheLastAreKept() {
    for (var number = 0; number < 100; number++) {
      assertEquals(at(70), observed(number, 75));
      assertTrue(sightings.size() <= ROOM, "keeps " + sightings.size());
    }
    assertEquals(at(70), observed(99, 75));
    assertEquals(100, read.size(), "the last one is there still");
    assertEquals(at(70), observed(0, 75));
    assertEquals(101, read.size(), "the first one is not");
  }
}
