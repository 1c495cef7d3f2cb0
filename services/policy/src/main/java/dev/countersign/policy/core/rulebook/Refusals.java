package dev.countersign.policy.core.rulebook;

import dev.countersign.policy.core.ruling.Ruling.Reason;
import org.jspecify.annotations.Nullable;

/** Refusals that no rule speaks for. */
public final class Refusals {
  static final Reason POLICY_ERROR =
      new Reason(
          "policy-error",
          "The request could not be checked against the rules, so it was refused. Nothing was done"
              + " to {instance}.",
          "Try again in a few minutes. If it is refused again, give this operation's id to the"
              + " people who run this service.",
          false);

  /** The request waited, and its resource did not become known. */
  public static final Reason INSTANCE_UNKNOWN =
      new Reason(
          "instance-unknown",
          "The {noun} {instance} is not in the inventory, so the request was refused. Nothing was"
              + " done.",
          "Check that the {noun} still exists and that its account and region are among those"
              + " that are discovered. If it was created just now, try again in a minute.",
          false);

  /** The gateway does not vouch for the requester. */
  public static final Reason UNPROVEN =
      new Reason(
          "requester-not-proven",
          "It could not be proven who asked for this, so the request was refused. Nothing was done"
              + " to {instance}.",
          "Give this operation's id to the people who run this service: policy does not trust the"
              + " gateway's signing key, or somebody else has written the request.",
          false);

  /** The request was withdrawn before it was decided. */
  public static final Reason WITHDRAWN =
      new Reason(
          "cancelled",
          "The request was cancelled before it was decided. Nothing was done to {instance}.",
          "Submit the operation again if you still need it.",
          false);

  /** Somebody who was asked has rejected it. */
  public static Reason rejectedBy(String person, String comment) {
    return new Reason(
        "rejected-by-approver",
        person + " rejected {operation} on {instance}: " + comment,
        "Talk to them. Nothing was done; submit the operation again when you agree.",
        false);
  }

  /** Somebody who was asked would agree to something else. */
  public static Reason sentBackBy(String person, String comment) {
    return new Reason(
        "sent-back",
        person + " sent {operation} on {instance} back: " + comment,
        "Change the request as they say, and submit it as a new operation. Nothing was done.",
        false);
  }

  /** Each break-glass is looked at before the same person may use the next. */
  public static Reason reviewOpen(String operationId) {
    return new Reason(
        "review-open",
        "You have used a break-glass for the operation "
            + operationId
            + ", and its review is not closed. Until then you cannot use another. Nothing was done"
            + " to {instance}.",
        "Ask somebody else to close it: POST /api/reviews/"
            + operationId
            + ". Or submit the operation without break_glass.",
        false);
  }

  static Reason of(@Nullable String objection) {
    return new Reason(
        "invalid-request",
        objection == null ? "The request is not valid." : objection,
        "Look up the operation and its parameters, and submit a new request.",
        false);
  }

  private Refusals() {}
}
