package dev.countersign.rds.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.aws.AwsFaults;
import dev.countersign.provider.CallAnswer;
import dev.countersign.provider.operation.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.rds.model.RdsException;

/** Only what is known to be without effect may be tried again. */
class FaultReadingTest {
  @Test
  void aConnectionThatBrokeMayHaveCarriedTheCall() {
    assertInstanceOf(
        CallAnswer.Unanswered.class,
        read(new CompletionException(new IOException("Connection reset"))));
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
      var answer = read(aws(403, code, "Signature expired: 20260102T030000Z"));
      var refused = assertInstanceOf(CallAnswer.Refused.class, answer, code);
      assertEquals(Refusal.IDENTITY, refused.refusal(), code);
      assertTrue(refused.fault().meaning().contains("Nothing was done"), code);
      assertTrue(AwsFaults.sessionRefused(aws(403, code, "")), code);
    }
  }

  @Test
  void whatIsNotAllowedIsFinal() {
    for (var code :
        List.of("AccessDenied", "AccessDeniedException", "NotAuthorized", "OptInRequired")) {
      var refused = assertInstanceOf(CallAnswer.Refused.class, read(aws(403, code, "no")), code);
      assertEquals(Refusal.FINAL, refused.refusal(), code);
      assertEquals("not-permitted", refused.fault().code(), code);
    }
  }

  @Test
  void anErrorThatIsNoAnswerToTheCallIsAmbiguousWhateverItsStatus() {
    for (var code :
        List.of("RequestAbortedException", "RequestTimeoutException", "RequestTimeout")) {
      assertInstanceOf(CallAnswer.Unanswered.class, read(aws(400, code, "too slow")), code);
    }
  }

  @Test
  void aStopWhoseSnapshotsNameIsTakenStoppedNothing() {
    var taken = aws(400, "DBSnapshotAlreadyExists", "Cannot create the snapshot");
    for (var stops : List.of("StopDBInstance", "ModifyDBInstance", "DeleteDBSnapshot")) {
      assertEquals(Refusal.FINAL, refusal(taken, stops), stops);
    }
    // Where the snapshot is what was asked for, it may be the one of an earlier call.
    assertEquals(Refusal.ALREADY_SO, refusal(taken, "CreateDBSnapshot"));
    var nothing = aws(400, "InvalidParameterCombination", "No modifications were requested");
    assertEquals(Refusal.ALREADY_SO, refusal(nothing, "ModifyDBInstance"));
    assertEquals(Refusal.FINAL, refusal(nothing, "StartDBInstance"));
  }

  private static Refusal refusal(Throwable thrown, String action) {
    return assertInstanceOf(CallAnswer.Refused.class, FaultReading.read(thrown, action)).refusal();
  }

  private static CallAnswer read(Throwable thrown) {
    return FaultReading.read(thrown, "RebootDBInstance");
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
