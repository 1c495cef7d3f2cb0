package dev.countersign.policy.core.cases;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.policy.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private static final Instant NOW = Samples.NOW;
  private static final Retention RETENTION = new Retention(Duration.ofDays(90));

  @Test
  void onlyWhatIsTooOldForAnyAnswerIsForgotten() {
    assertFalse(RETENTION.forgotten(madeAt(NOW), NOW));
    assertFalse(RETENTION.forgotten(madeAt(NOW.minus(Duration.ofDays(90))), NOW));
    assertTrue(RETENTION.forgotten(madeAt(NOW.minus(Duration.ofDays(90)).minusMillis(1)), NOW));
  }

  @Test
  void aRequestWhoseCaseIsGoneIsForgottenAlthoughClocksDiffer() {
    // Its case changed when it was decided; the gateway's clock was almost an hour ahead then.
    var decided = RETENTION.keptSince(NOW).minusMillis(1);
    var made = decided.plus(Duration.ofMinutes(59));
    assertTrue(RETENTION.forgotten(madeAt(made), NOW));
  }

  private static OperationRequested madeAt(Instant at) {
    var instance = Samples.instance(Samples.OTHER_ACCOUNT, "x", Map.of());
    var request = Samples.request(instance, "reboot_instance", Map.of(), Samples.DORA);
    return new OperationRequested(
        request.operationId(),
        request.operation(),
        request.resource(),
        request.resourceIdentifier(),
        request.parameters(),
        request.requester(),
        null,
        at);
  }
}
