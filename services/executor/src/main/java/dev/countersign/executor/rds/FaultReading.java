package dev.countersign.executor.rds;

import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.executor.cloud.CallAnswer;
import dev.countersign.executor.cloud.UnreadableAnswer;
import dev.countersign.executor.core.Refusal;
import dev.countersign.executor.pace.Pace;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.rds.model.RdsException;

/**
 * Which of the fault classes a failed call belongs to. What is not known to be without effect is
 * ambiguous.
 */
final class FaultReading {
  private static final int SERVER_ERROR = 500;
  private static final String CREATE = "Create";

  /**
   * @param action the call, because the same code says different things of different calls
   */
  static CallAnswer read(Throwable thrown, String action) {
    var cause = cause(thrown);
    if (cause instanceof AwsServiceException aws) {
      return read(aws, action);
    }
    if (cause instanceof Calls.TooLate) {
      return new CallAnswer.Refused(Refusal.THROTTLED, expired("nothing was sent.", null));
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

  /**
   * The same where the approval had run out by AWS's clock, or may have: then a session is refused
   * by its own condition, and the role lacks nothing.
   */
  static CallAnswer readExpired(Throwable thrown, String action) {
    return notPermitted(thrown) && cause(thrown) instanceof AwsServiceException aws
        ? new CallAnswer.Refused(Refusal.FINAL, expired("RDS took no call any more.", aws))
        : read(thrown, action);
  }

  private static Fault expired(String what, @Nullable AwsServiceException aws) {
    return new Fault(
        "decision-expired",
        aws == null ? null : code(aws),
        aws == null ? null : aws.requestId(),
        "The approval expired before the operation could be started; " + what,
        "Submit the operation again.");
  }

  private static CallAnswer read(AwsServiceException aws, String action) {
    var details = aws.awsErrorDetails();
    var code = code(aws);
    var fault =
        FaultBook.fault(code, aws.requestId(), details == null ? null : details.errorMessage());
    if (AwsCodes.throttling(code)) {
      return new CallAnswer.Refused(Refusal.THROTTLED, fault);
    }
    if (AwsCodes.identity(code)) {
      return new CallAnswer.Refused(Refusal.IDENTITY, fault);
    }
    if (aws.statusCode() >= SERVER_ERROR || code.isEmpty() || AwsCodes.noAnswer(code)) {
      return new CallAnswer.Unanswered(
          "RDS answered with the server error " + aws.statusCode() + ' ' + code);
    }
    return new CallAnswer.Refused(
        refusal(action, AwsCodes.bare(code), details.errorMessage()), fault);
  }

  private static Refusal refusal(String action, String code, @Nullable String message) {
    var words = message == null ? "" : message.toLowerCase(Locale.ROOT);
    if (alreadySo(action, code, words)) {
      return Refusal.ALREADY_SO;
    }
    if (code.equals("InvalidDBInstanceState") || words.contains("operation in progress")) {
      return Refusal.WRONG_STATE;
    }
    return Refusal.FINAL;
  }

  /**
   * A stop whose snapshot's name is taken stops nothing: there only a snapshot may be so already.
   */
  private static boolean alreadySo(String action, String code, String words) {
    return action.startsWith(CREATE)
        ? code.equals(action.substring(CREATE.length()) + "AlreadyExists")
        : action.startsWith("Modify") && words.contains("no modifications were requested");
  }

  /** How any call, mutating or not, went for the pace. */
  static Pace.Outcome outcome(@Nullable Throwable thrown) {
    if (thrown == null) {
      return Pace.Outcome.ANSWERED;
    }
    if (cause(thrown) instanceof AwsServiceException aws) {
      if (AwsCodes.throttling(code(aws))) {
        return Pace.Outcome.THROTTLED;
      }
      return aws.statusCode() >= SERVER_ERROR ? Pace.Outcome.FAILED : Pace.Outcome.ANSWERED;
    }
    return Pace.Outcome.FAILED;
  }

  /** Whether a session was not accepted; another one may be. */
  static boolean sessionRefused(Throwable thrown) {
    return cause(thrown) instanceof AwsServiceException aws && AwsCodes.identity(code(aws));
  }

  /** Whether the role does not allow it. That a role cannot be assumed is another matter. */
  static boolean notPermitted(Throwable thrown) {
    return cause(thrown) instanceof RdsException aws && AwsCodes.notPermitted(code(aws));
  }

  /** Whether RDS knows no instance of that name. */
  static boolean notThere(Throwable thrown) {
    return cause(thrown) instanceof AwsServiceException aws
        && AwsCodes.bare(code(aws)).equals("DBInstanceNotFound");
  }

  private static String code(AwsServiceException aws) {
    var details = aws.awsErrorDetails();
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }

  /** One line for a log or a progress event; no stack trace, no secrets. */
  static String words(Throwable thrown) {
    var cause = cause(thrown);
    if (cause instanceof AwsServiceException aws && aws.awsErrorDetails() != null) {
      return aws.awsErrorDetails().errorCode() + ": " + aws.awsErrorDetails().errorMessage();
    }
    return cause instanceof Pace.CircuitOpen || cause instanceof UnreadableAnswer
        ? String.valueOf(cause.getMessage())
        : "no connection (" + root(cause).getClass().getSimpleName() + ')';
  }

  private static boolean notSent(Throwable cause) {
    var root = root(cause);
    return cause instanceof Pace.CircuitOpen
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
