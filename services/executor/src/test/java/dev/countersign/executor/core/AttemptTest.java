package dev.countersign.executor.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.countersign.provider.operation.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttemptTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final Instant EXPIRES = NOW.plusSeconds(900);

  @Test
  void whatRepeatsACallIsSentBeforeTheServiceForgetsTheFirst() {
    var first = attempt().intended(NOW, NOW, Duration.ofMinutes(10));
    var second = first.again("session-2", NOW.plusSeconds(1400), NOW.plusSeconds(599));

    assertEquals(NOW.plusSeconds(600), second.sendBefore(EXPIRES));
    assertEquals(NOW.plusSeconds(300), second.sendBefore(NOW.plusSeconds(300)));
  }

  @Test
  void whatIsNeverRepeatedIsSentBeforeItsApprovalExpires() {
    assertEquals(EXPIRES, attempt().intended(NOW, NOW, Duration.ZERO).sendBefore(EXPIRES));
  }

  private static Attempt attempt() {
    return new Attempt(1, "session-1", NOW.plusSeconds(900), NOW, Map.of(), null);
  }
}
