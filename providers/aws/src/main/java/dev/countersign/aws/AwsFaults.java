package dev.countersign.aws;

import dev.countersign.contracts.redaction.Redaction;
import dev.countersign.provider.CircuitOpen;
import dev.countersign.provider.Outcome;
import dev.countersign.provider.UnreadableAnswer;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What failed calls of every AWS service have in common. */
public final class AwsFaults {
  private static final int SERVER_ERROR = 500;

  /** How any call, mutating or not, went for the pace. */
  public static Outcome outcome(@Nullable Throwable thrown) {
    if (thrown == null) {
      return Outcome.ANSWERED;
    }
    if (cause(thrown) instanceof AwsServiceException aws) {
      if (AwsCodes.throttling(code(aws))) {
        return Outcome.THROTTLED;
      }
      return isServerError(aws) ? Outcome.FAILED : Outcome.ANSWERED;
    }
    return Outcome.FAILED;
  }

  /** Whether the service itself has failed. */
  public static boolean isServerError(AwsServiceException aws) {
    return aws.statusCode() >= SERVER_ERROR;
  }

  /** Whether a session was not accepted; another one may be. */
  public static boolean sessionRefused(Throwable thrown) {
    return cause(thrown) instanceof AwsServiceException aws && AwsCodes.identity(code(aws));
  }

  /** AWS's code, or nothing. */
  public static String code(AwsServiceException aws) {
    var details = aws.awsErrorDetails();
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }

  /** One line for a log or a progress event; no stack trace, no secrets. */
  public static String words(Throwable thrown) {
    var cause = cause(thrown);
    if (cause instanceof AwsServiceException aws && aws.awsErrorDetails() != null) {
      return Redaction.text(
          aws.awsErrorDetails().errorCode() + ": " + aws.awsErrorDetails().errorMessage());
    }
    return cause instanceof CircuitOpen || cause instanceof UnreadableAnswer
        ? String.valueOf(cause.getMessage())
        : "no connection (" + root(cause).getClass().getSimpleName() + ')';
  }

  /** Whether nothing was sent: there was no connection to send on. */
  public static boolean notSent(Throwable thrown) {
    var root = root(thrown);
    return cause(thrown) instanceof CircuitOpen
        || root instanceof ConnectException
        || root instanceof UnknownHostException
        // The SDK's own words when no connection could be had from its pool in time.
        || String.valueOf(cause(thrown).getMessage()).contains("Acquire operation took longer");
  }

  /** What it is about, without what it was carried in. */
  public static Throwable cause(Throwable thrown) {
    return thrown instanceof CompletionException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }

  /** Where it began. */
  public static Throwable root(Throwable thrown) {
    var root = thrown;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }

  private AwsFaults() {}
}
