package dev.countersign.gateway.submission.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.gateway.submission.core.Preference.ForDecision;
import dev.countersign.gateway.submission.core.Preference.ForOutcome;
import dev.countersign.gateway.submission.core.Preference.RespondAsync;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreferenceTest {
  @Test
  void whatIsNotUnderstoodIsIgnored() {
    for (var header : List.of("", "wait", "wait=", "wait=soon", "wait=-1", "handling=strict")) {
      assertEquals(new ForDecision(), parse(header), header);
    }
  }

  @Test
  void bothPreferencesAreRead() {
    assertEquals(new RespondAsync(), parse("respond-async"));
    assertEquals(outcome(10), parse("Wait=10"));
    assertEquals(outcome(10), parse("respond-async, wait=10"));
    assertEquals(
        outcome(10),
        Preference.parse(List.of("respond-async", "wait=10"), longest(), new ForDecision()));
    assertEquals(outcome(0), parse("wait=0"));
  }

  @Test
  void aWaitBeyondTheLongestIsShortened() {
    assertEquals(outcome(300), parse("wait=301"));
    assertEquals(outcome(300), parse("wait=999999999"));
    assertEquals("wait=300", parse("wait=301").applied());
  }

  @Test
  void whoeverSaysNothingGetsWhatTheSettingsSayAndNoPreferenceIsSaidToBeApplied() {
    var otherwise = new ForOutcome(Duration.ofSeconds(20), false);

    assertEquals(otherwise, Preference.parse(List.of(), longest(), otherwise));
    assertEquals(otherwise, Preference.parse(List.of("handling=strict"), longest(), otherwise));
    assertEquals("", otherwise.applied());
    assertEquals(outcome(1), Preference.parse(List.of("wait=1"), longest(), otherwise));
    assertEquals(
        new RespondAsync(), Preference.parse(List.of("respond-async"), longest(), otherwise));
  }

  @Test
  void keysAreBoundedAndPrintable() {
    assertTrue(IdempotencyKey.valid("8f14e45f-ceea-467f-9d2e"));
    assertTrue(IdempotencyKey.valid("k".repeat(255)));
    assertFalse(IdempotencyKey.valid("k".repeat(256)));
    assertFalse(IdempotencyKey.valid(""));
    assertFalse(IdempotencyKey.valid("a\tb"));
    assertFalse(IdempotencyKey.valid("schlüssel"));
  }

  private static Preference parse(String header) {
    return Preference.parse(List.of(header), longest(), new ForDecision());
  }

  private static ForOutcome outcome(int seconds) {
    return new ForOutcome(Duration.ofSeconds(seconds), true);
  }

  private static Duration longest() {
    return Duration.ofSeconds(300);
  }
}
