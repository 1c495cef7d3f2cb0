package dev.countersign.aws;

import java.util.Set;

/**
 * AWS's error codes that are the same for all of its services, in the families that matter here. A
 * code comes with and without an ending, depending on the endpoint; they are compared without.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/CommonErrors.html">Common
 *     errors</a>
 */
public final class AwsCodes {
  private static final Set<String> THROTTLING =
      Set.of(
          "Throttling",
          "Throttled",
          "RequestLimitExceeded",
          "RequestThrottled",
          "SlowDown",
          "TooManyRequests");

  /**
   * Who calls, and when, was not accepted: found out before anything is done, so without effect.
   * Another session, or a corrected clock, may be.
   */
  private static final Set<String> IDENTITY =
      Set.of(
          "AuthFailure",
          "ExpiredToken",
          "IncompleteSignature",
          "InvalidClientTokenId",
          "InvalidSignature",
          "InvalidToken",
          "MissingAuthenticationToken",
          "RequestExpired",
          "RequestInTheFuture",
          "RequestTimeTooSkewed",
          "SignatureDoesNotMatch",
          "TokenRefreshRequired",
          "UnrecognizedClient");

  /** Not an answer to the call, whatever the status says: it may have been carried out. */
  private static final Set<String> NO_ANSWER =
      Set.of(
          "InternalError",
          "InternalFailure",
          "RequestAborted",
          "RequestTimeout",
          "ServiceUnavailable");

  private static final Set<String> NOT_PERMITTED =
      Set.of("AccessDenied", "NotAuthorized", "UnauthorizedOperation");

  /** Whether it is one of them. */
  public static boolean throttling(String code) {
    return THROTTLING.contains(bare(code));
  }

  /** Whether it is one of them. */
  public static boolean identity(String code) {
    return IDENTITY.contains(bare(code));
  }

  /** Whether it is one of them. */
  public static boolean noAnswer(String code) {
    return NO_ANSWER.contains(bare(code));
  }

  /** Whether it is one of them. */
  public static boolean notPermitted(String code) {
    return NOT_PERMITTED.contains(bare(code));
  }

  /** Without its ending. */
  public static String bare(String code) {
    return without(without(code, "Exception"), "Fault");
  }

  private static String without(String code, String ending) {
    return code.endsWith(ending) && !code.startsWith("KMS")
        ? code.substring(0, code.length() - ending.length())
        : code;
  }

  private AwsCodes() {}
}
