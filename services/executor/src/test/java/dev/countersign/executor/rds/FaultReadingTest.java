package dev.countersign.executor.rds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.executor.core.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.rds.model.RdsException;

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

  @Test
  void whoCallsAndWhenIsFoundOutBeforeAnythingIsDone() {
    for (var code :
        List.of(
            "SignatureDoesNotMatch",
            "InvalidClientTokenId",
            "RequestExpired",
            "ExpiredToken",
            "ExpiredTokenException",
            "InvalidSignatureException",
            "IncompleteSignature",
            "IncompleteSignatureException",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "UnrecognizedClientException",
            "RequestTimeTooSkewed",
            "RequestInTheFuture")) {
      var answer = FaultReading.read(aws(403, code, "Signature expired: 20260102T030000Z"));
      var refused = assertInstanceOf(CallAnswer.Refused.class, answer, code);
      assertEquals(Refusal.IDENTITY, refused.refusal(), code);
      assertTrue(refused.fault().meaning().contains("Nothing was done"), code);
      assertTrue(FaultReading.sessionRefused(aws(403, code, "")), code);
    }
  }

  @Test
  void whatIsNotAllowedIsFinal() {
    for (var code :
        List.of("AccessDenied", "AccessDeniedException", "NotAuthorized", "OptInRequired")) {
      var refused =
          assertInstanceOf(CallAnswer.Refused.class, FaultReading.read(aws(403, code, "no")), code);
      assertEquals(Refusal.FINAL, refused.refusal(), code);
      assertEquals("not-permitted", refused.fault().code(), code);
    }
  }

  @Test
  void anErrorThatIsNoAnswerToTheCallIsAmbiguousWhateverItsStatus() {
    for (var code :
        List.of("RequestAbortedException", "RequestTimeoutException", "RequestTimeout")) {
      assertInstanceOf(
          CallAnswer.Unanswered.class, FaultReading.read(aws(400, code, "too slow")), code);
    }
  }

  private static Throwable aws(int status, String code, String message) {
    return new CompletionException(
        RdsException.builder()
            .statusCode(status)
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
            .build());
  }
}
