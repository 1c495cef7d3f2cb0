package dev.countersign.chassis.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceTest {
  @ConfigMapping(prefix = "countersign.sample")
  interface Sample {
    String signingKeyFile();

    Duration retryAfter();
  }

  @Test
  void everyMissingOrUnreadableSettingIsNamedAsTheVariableThatSetsIt() {
    var invalid = assertThrows(ConfigValidationException.class, ServiceTest::load);

    var complaints = Service.complaints(new RuntimeException("failed to start", invalid));

    assertEquals(2, complaints.size(), complaints::toString);
    assertTrue(
        complaints.stream()
            .anyMatch(line -> line.startsWith("COUNTERSIGN_SAMPLE_SIGNING_KEY_FILE: ")),
        complaints::toString);
    assertTrue(
        complaints.stream().anyMatch(line -> line.startsWith("COUNTERSIGN_SAMPLE_RETRY_AFTER: ")),
        complaints::toString);
  }

  @Test
  void aBoundThatIsNotKeptIsSaidWithItsVariable() {
    var refused =
        assertThrows(
            CannotStart.class,
            () -> CannotStart.unless(false, "countersign.audit.batch-size", "at least 1", 0));

    assertEquals(
        List.of("COUNTERSIGN_AUDIT_BATCH_SIZE has to be at least 1, and is 0"),
        Service.complaints(new RuntimeException(refused)));
  }

  @Test
  void anotherFaultIsNotHiddenBehindALine() {
    assertEquals(List.of(), Service.complaints(new IllegalStateException("a bug")));
  }

  private static void load() {
    new SmallRyeConfigBuilder()
        .withMapping(Sample.class)
        .withDefaultValues(Map.of("countersign.sample.retry-after", "soon"))
        .build();
  }
}
