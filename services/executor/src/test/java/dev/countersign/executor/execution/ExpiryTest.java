package dev.countersign.executor.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.countersign.executor.execution.Expiry.Due;
import io.smallrye.mutiny.Uni;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExpiryTest {
  private static final OffsetDateTime THEN = OffsetDateTime.parse("2026-01-02T03:00:00Z");

  @Test
  void oneThatCannotBeEndedKeepsNoOtherFromItsEnd() {
    var ended = new ArrayList<String>();
    Expiry.each(
            portion(4),
            due ->
                switch (due.operationId()) {
                  case "op-1" -> Uni.createFrom().failure(new IllegalStateException("in the way"));
                  case "op-2" -> throw new IllegalStateException("broken");
                  default -> Uni.createFrom().voidItem().invoke(() -> ended.add(due.operationId()));
                })
        .await()
        .indefinitely();
    assertEquals(List.of("op-0", "op-3"), ended);
  }

  @Test
  void aPortionThatStaysIsPassedAndComesAgainAfterTheLast() {
    var full = portion(Expiry.AT_ONCE);
    assertEquals(full.getLast(), Expiry.behind(full));
    assertEquals(Due.NONE, Expiry.behind(portion(3)));
    assertEquals(Due.NONE, Expiry.behind(List.of()));
  }

  private static List<Due> portion(int size) {
    return IntStream.range(0, size).mapToObj(i -> new Due(THEN, "op-" + i)).toList();
  }
}
