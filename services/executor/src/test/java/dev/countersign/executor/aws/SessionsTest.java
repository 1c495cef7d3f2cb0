package dev.countersign.executor.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.countersign.executor.aws.Sessions.NotOpened;
import java.net.ConnectException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sts.model.StsException;

/** Where there is no session, no service is blamed for it. */
class SessionsTest {
  private static final String ROLE = "arn:aws:iam::111122223333:role/CountersignExecutor";

  @Test
  void whatStsRefusesIsToldAsItsWordAboutTheRole() {
    var denied =
        StsException.builder()
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode("AccessDenied")
                    .errorMessage("not authorized to perform sts:AssumeRole")
                    .build())
            .build();
    assertEquals(
        "AWS STS gave no session for the role "
            + ROLE
            + ": AccessDenied: not authorized to perform sts:AssumeRole",
        words(denied));
  }

  @Test
  void whereStsCannotBeReachedThatIsSaidToo() {
    assertEquals(
        "AWS STS gave no session for the role " + ROLE + ": no connection (ConnectException)",
        words(new ConnectException()));
  }

  @Test
  void whatTheServiceSaysIsItsOwn() {
    assertEquals(Optional.empty(), NotOpened.in(new CompletionException(new ConnectException())));
  }

  /** As a look carries it. */
  private static String words(Throwable fault) {
    var carried = new CompletionException(new NotOpened(ROLE, new CompletionException(fault)));
    return NotOpened.in(carried).map(Throwable::getMessage).orElse("");
  }
}
