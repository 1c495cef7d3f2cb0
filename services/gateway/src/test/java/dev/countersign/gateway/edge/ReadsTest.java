package dev.countersign.gateway.edge;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.chassis.start.CannotStart;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadsTest {
  @ParameterizedTest
  @CsvSource({"4, 5", "19, "})
  void largeReadsThatLeaveAConnectionToOthersAreTaken(int reads, @Nullable Integer pool) {
    assertDoesNotThrow(() -> Reads.check(reads, Optional.ofNullable(pool)));
  }

  @ParameterizedTest
  @CsvSource({"5, 5", "6, 5", "20, "})
  void asManyLargeReadsAsThereAreConnectionsAreNot(int reads, @Nullable Integer pool) {
    var refused =
        assertThrows(CannotStart.class, () -> Reads.check(reads, Optional.ofNullable(pool)));
    var said = String.valueOf(refused.getMessage());
    assertTrue(said.startsWith("COUNTERSIGN_GATEWAY_HEAVY_READS has to be less than"), said);
    assertTrue(said.contains("QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE"), said);
    assertTrue(said.endsWith("is " + reads), said);
  }
}
