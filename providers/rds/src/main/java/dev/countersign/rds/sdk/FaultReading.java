package dev.countersign.rds.sdk;

import dev.countersign.aws.AwsCodes;
import dev.countersign.aws.AwsFaults;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.provider.CallAnswer;
import dev.countersign.provider.operation.Refusal;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.rds.model.RdsException;

/**
 * Which of the fault classes a failed call belongs to. What is not known to be without effect is
 * ambiguous.
 */
final class FaultReading {
  private static final String CREATE = "Create";
  private static final Set<String> NOT_THERE = Set.of("DBInstanceNotFound", "DBClusterNotFound");

  /**
   * @param action the call, because the same code says different things of different calls
   */
  static CallAnswer read(Throwable thrown, String action) {
    var cause = AwsFaults.cause(thrown);
    if (cause instanceof AwsServiceException aws) {
      return read(aws, action);
    }
    if (AwsFaults.notSent(cause)) {
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
            + AwsFaults.root(cause).getClass().getSimpleName()
            + ')');
  }

  private static CallAnswer read(AwsServiceException aws, String action) {
    var details = aws.awsErrorDetails();
    var code = AwsFaults.code(aws);
    var fault =
        FaultBook.fault(code, aws.requestId(), details == null ? null : details.errorMessage());
    if (AwsCodes.throttling(code)) {
      return new CallAnswer.Refused(Refusal.THROTTLED, fault);
    }
    if (AwsCodes.identity(code)) {
      return new CallAnswer.Refused(Refusal.IDENTITY, fault);
    }
    if (AwsFaults.isServerError(aws) || code.isEmpty() || AwsCodes.noAnswer(code)) {
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
    if (code.equals("InvalidDBInstanceState")
        || code.equals("InvalidDBClusterState")
        || words.contains("operation in progress")) {
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

  /** Whether the role does not allow it. That a role cannot be assumed is another matter. */
  static boolean notPermitted(Throwable thrown) {
    return AwsFaults.cause(thrown) instanceof RdsException aws
        && AwsCodes.notPermitted(AwsFaults.code(aws));
  }

  /** Whether RDS knows no instance of that name. */
  static boolean notThere(Throwable thrown) {
    return AwsFaults.cause(thrown) instanceof AwsServiceException aws
        && NOT_THERE.contains(AwsCodes.bare(AwsFaults.code(aws)));
  }

  private FaultReading() {}
}
