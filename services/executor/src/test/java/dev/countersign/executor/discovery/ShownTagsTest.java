package dev.countersign.executor.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.countersign.contracts.resource.Instance;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShownTagsTest {
  @Test
  void secretsInTagsAreNotPublishedAndNothingElseChanges() {
    var plain =
        tagged(Map.of("Owner", "alice@example.org", "Env", "test", "Secret", "arn:aws:a:b:1:c"));
    assertSame(plain, ShownTags.of(plain));

    assertEquals(
        tagged(
            Map.of(
                "Owner", "alice@example.org",
                "db-password", "[redacted]",
                "Note", "key [redacted]")),
        ShownTags.of(
            tagged(
                Map.of(
                    "Owner", "alice@example.org",
                    "db-password", "hunter22",
                    "Note", "key AKIAIOSFODNN7EXAMPLE"))));
  }

  private static Instance tagged(Map<String, String> tags) {
    return new Instance(
        Instance.keyOf("123456789012", "eu-central-1", "db-ABCDEF"),
        "one",
        "arn",
        "postgres",
        "16.4",
        "db.t4g.medium",
        "available",
        new Instance.Storage("gp3", 20, null, null),
        new Instance.Windows("01:00-02:00", "sun:03:00-sun:04:00", 7),
        new Instance.Topology(false, false, null, null, List.of()),
        List.of(),
        tags,
        Map.of(),
        Instant.parse("2026-11-29T08:00:00Z"));
  }
}
