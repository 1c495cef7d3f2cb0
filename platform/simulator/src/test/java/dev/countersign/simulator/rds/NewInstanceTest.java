package dev.countersign.simulator.rds;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NewInstanceTest {
  @Test
  void aResourceIdIsInTheFormOfRdsAndTheSameForever() {
    // Inventories and histories hang on it.
    assertEquals(
        "db-A4BQPPNWIF6TNP3S6K63MNTO6Y",
        NewInstance.resourceId("111122223333eu-central-1dev-postgres-01"));
  }

  @Test
  void seedsThatDifferLittleMakeOtherIds() {
    int seeds = 100_000;
    var ids =
        IntStream.range(0, seeds)
            .mapToObj(n -> NewInstance.resourceId("111122223333eu-central-1dev-" + n))
            .collect(Collectors.toSet());
    assertEquals(seeds, ids.size());
  }
}
