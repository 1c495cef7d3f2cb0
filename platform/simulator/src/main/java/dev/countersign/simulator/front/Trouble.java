package dev.countersign.simulator.front;

import dev.countersign.simulator.fault.Kind;
import dev.countersign.simulator.fault.Rule;
import dev.countersign.simulator.wire.AwsError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The faults that one call meets. */
record Trouble(List<Rule> rules) {
  /** The client is to get no answer at all. */
  static final class NoAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoAnswer() {
      super("no answer", null, false, false);
    }
  }

  void beforeEffect() {
    for (Rule rule : rules) {
      switch (rule.kind()) {
        case LATENCY -> pause(rule.latencyMs());
        case THROTTLE -> throw AwsError.refused("Throttling", words(rule, "Rate exceeded"));
        case HTTP_500 ->
            throw new AwsError(
                500, "InternalFailure", words(rule, "An internal error has occurred."));
        case HTTP_503 ->
            throw new AwsError(
                503, "ServiceUnavailable", words(rule, "Service is unable to handle request."));
        case CONNECTION_RESET -> throw new NoAnswer();
        case ACCESS_DENIED ->
            throw AwsError.forbidden(
                "AccessDenied", words(rule, "User is not authorized to perform this action."));
        case EXPIRED_TOKEN ->
            throw AwsError.forbidden(
                "ExpiredToken",
                words(rule, "The security token included in the request is expired"));
        case REFUSED ->
            throw new AwsError(
                rule.refusal().status(), rule.refusal().code(), words(rule, "Refused."));
        case INSUFFICIENT_CAPACITY ->
            throw AwsError.refused(
                "InsufficientDBInstanceCapacity",
                words(
                    rule,
                    "The specified DB instance class is not available in the specified Availability Zone."));
        case ANSWER_LOST, ANSWER_500, ANSWER_DELAYED, ACCEPTED_THEN_FAILS -> {
          // These come after the effect, or with it.
        }
      }
    }
  }

  void afterEffect() {
    for (Rule rule : rules) {
      if (rule.kind() == Kind.ANSWER_DELAYED) {
        pause(rule.latencyMs());
      } else if (rule.kind() == Kind.ANSWER_LOST) {
        throw new NoAnswer();
      } else if (rule.kind() == Kind.ANSWER_500) {
        throw new AwsError(500, "InternalFailure", words(rule, "An internal error has occurred."));
      }
    }
  }

  @Nullable String laterFailure(String action) {
    for (Rule rule : rules) {
      if (rule.kind() == Kind.ACCEPTED_THEN_FAILS) {
        return words(rule, failureOf(action));
      }
    }
    return null;
  }

  private static String failureOf(String action) {
    return switch (action) {
      case "ModifyDBInstance" ->
          "Unable to modify the DB instance: insufficient instance capacity in the Availability Zone. The previous settings were kept.";
      case "FailoverDBCluster" ->
          "Cluster failover failed, check the health of your cluster instances and try again.";
      case "StopDBCluster" -> "DB cluster stop failed.";
      default ->
          "Unable to complete "
              + action
              + " for the DB "
              + (action.contains("Cluster") ? "cluster" : "instance")
              + ". The previous state was kept.";
    };
  }

  List<String> names() {
    return rules.stream().map(rule -> rule.kind().shown()).toList();
  }

  private static String words(Rule rule, String usual) {
    return rule.message() == null ? usual : rule.message();
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      // The simulator ends: what has not happened yet does not happen any more.
      throw new NoAnswer();
    }
  }
}
