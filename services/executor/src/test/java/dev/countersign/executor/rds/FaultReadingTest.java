package dev.countersign.executor.rds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.countersign.executor.core.Refusal;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Only what is known to be without effect may be tried again. */
class FaultReadingTest {
  @Test
  void aCallWhoseTurnCameTooLateWasNotSent() {
    var answer = FaultReading.read(new CompletionException(new Calls.TooLate()));

    var refused = assertInstanceOf(CallAnswer.Refused.class, answer);
    assertEquals(Refusal.THROTTLED, refused.refusal());
  }

  @Test
  void aConnectionThatBrokeMayHaveCarriedTheCall() {
    assertInstanceOf(
        CallAnswer.Unanswered.class,
        FaultReading.read(new CompletionException(new IOException("Connection reset"))));
  }
}
