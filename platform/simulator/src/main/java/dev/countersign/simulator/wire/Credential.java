package dev.countersign.simulator.wire;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a SigV4 Authorization header says about its caller: who, where, and for which service. */
public record Credential(String accessKeyId, String region, String service) {
  private static final Pattern SCOPE =
      Pattern.compile(
          "AWS4-HMAC-SHA256\\s+.*Credential=([^/,\\s]+)/\\d{8}/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request.*");

  public static Credential parse(@Nullable String authorization) {
    if (authorization == null) {
      throw AwsError.forbidden(
          "MissingAuthenticationToken", "Request is missing Authentication Token");
    }
    var scope = SCOPE.matcher(authorization);
    if (!scope.matches()) {
      throw AwsError.refused(
          "IncompleteSignature",
          "Authorization header requires 'Credential' with the scope key/date/region/service/aws4_request.");
    }
    return new Credential(scope.group(1), scope.group(2), scope.group(3));
  }
}
