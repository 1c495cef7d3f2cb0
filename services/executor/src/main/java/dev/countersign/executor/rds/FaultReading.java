package dev.countersign.executor.rds;

import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.executor.core.Refusal;
import dev.countersign.executor.pace.Pace;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.rds.model.RdsException;

/**
 * Which of the fault classes a failed call belongs to. What is not known to be without effect is
 * ambiguous.
 */
final class FaultReading {
  private static final Set<String> THROTTLING =
      Set.of(
          "Throttling",
          "ThrottlingException",
          "ThrottledException",
          "RequestLimitExceeded",
          "RequestThrottled",
          "TooManyRequestsException");

  /** The session ended before the call was taken: no effect, and another session will do. */
  private static final Set<String> SESSION_ENDED =
      Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired");

  private static final Set<String> NOT_PERMITTED =
      Set.of("AccessDenied", "AccessDeniedException", "UnauthorizedOperation");

  private static final int SERVER_ERROR = 500;

  static CallAnswer read(Throwable thrown) {
    var cause = cause(thrown);
    if (cause instanceof AwsServiceException aws) {
      return read(aws);
    }
    if (notSent(cause)) {
      return new CallAnswer.Refused(
          Refusal.THROTTLED,
          new Fault(
              "not-reachable",
              null,
              null,
              "RDS could not be reached; nothing was sent.",
              "Submit the operation again when RDS can be reached."));
    }
    return new CallAnswer.Unanswered(
        "the connection failed before an answer came ("
            + root(cause).getClass().getSimpleName()
            + ')');
  }

  private static CallAnswer read(AwsServiceException aws) {
    var details = aws.awsErrorDetails();
    var code = details == null ? "" : details.errorCode();
    if (code == null) {
      code = "";
    }
    var fault =
        FaultBook.fault(code, aws.requestId(), details == null ? null : details.errorMessage());
    if (THROTTLING.contains(code) || SESSION_ENDED.contains(code)) {
      return new CallAnswer.Refused(Refusal.THROTTLED, fault);
    }
    if (aws.statusCode() >= SERVER_ERROR || code.isEmpty()) {
      return new CallAnswer.Unanswered(
          "RDS answered with the server error " + aws.statusCode() + ' ' + code);
    }
    return new CallAnswer.Refused(refusal(FaultBook.bare(code), details.errorMessage()), fault);
  }

  private static Refusal refusal(String code, @Nullable String message) {
    var words = message == null ? "" : message.toLowerCase(Locale.ROOT);
    if (code.equals("DBSnapshotAlreadyExists")
        || words.contains("no modifications were requested")) {
      return Refusal.ALREADY_SO;
    }
    if (code.equals("InvalidDBInstanceState") || words.contains("operation in progress")) {
      return Refusal.WRONG_STATE;
    }
    return Refusal.FINAL;
  }

  /** How any call, mutating or not, went for the pace. */
  static Pace.Outcome outcome(@Nullable Throwable thrown) {
    if (thrown == null) {
      return Pace.Outcome.ANSWERED;
    }
    if (cause(thrown) instanceof AwsServiceException aws) {
      if (aws.awsErrorDetails() != null
          && THROTTLING.contains(String.valueOf(aws.awsErrorDetails().errorCode()))) {
        return Pace.Outcome.THROTTLED;
      }
      return aws.statusCode() >= SERVER_ERROR ? Pace.Outcome.FAILED : Pace.Outcome.ANSWERED;
    }
    return Pace.Outcome.FAILED;
  }

  /** Whether a session was refused as ended or unknown. */
  static boolean sessionRefused(Throwable thrown) {
    return cause(thrown) instanceof AwsServiceException aws
        && aws.awsErrorDetails() != null
        && (SESSION_ENDED.contains(String.valueOf(aws.awsErrorDetails().errorCode()))
            || "InvalidClientTokenId".equals(aws.awsErrorDetails().errorCode()));
  }

  /** Whether the role does not allow it. That a role cannot be assumed is another matter. */
  static boolean notPermitted(Throwable thrown) {
    return cause(thrown) instanceof RdsException aws
        && aws.awsErrorDetails() != null
        && NOT_PERMITTED.contains(String.valueOf(aws.awsErrorDetails().errorCode()));
  }

  /** Whether RDS knows no instance of that name. */
  static boolean notThere(Throwable thrown) {
    return cause(thrown) instanceof AwsServiceException aws
        && aws.awsErrorDetails() != null
        && FaultBook.bare(String.valueOf(aws.awsErrorDetails().errorCode()))
            .equals("DBInstanceNotFound");
  }

  /** One line for a log or a progress event; no stack trace, no secrets. */
  static String words(Throwable thrown) {
    var cause = cause(thrown);
    if (cause instanceof AwsServiceException aws && aws.awsErrorDetails() != null) {
      return aws.awsErrorDetails().errorCode() + ": " + aws.awsErrorDetails().errorMessage();
    }
    return cause instanceof Pace.CircuitOpen
        ? String.valueOf(cause.getMessage())
        : "no connection (" + root(cause).getClass().getSimpleName() + ')';
  }

  private static boolean notSent(Throwable cause) {
    var root = root(cause);
    return cause instanceof Pace.CircuitOpen
        || cause instanceof Calls.TooLate
        || root instanceof ConnectException
        || root instanceof UnknownHostException
        // The SDK's own words when no connection could be had from its pool in time.
        || String.valueOf(cause.getMessage()).contains("Acquire operation took longer");
  }

  private static Throwable cause(Throwable thrown) {
    return thrown instanceof CompletionException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }

  private static Throwable root(Throwable thrown) {
    var root = thrown;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }

  private FaultReading() {}
}
