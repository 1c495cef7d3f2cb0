package dev.countersign.simulator.front;

import dev.countersign.simulator.wire.AwsError;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signature Version 4, checked for the keys whose secret is known: the executor's and those of
 * sessions. A stranger's key has no secret here, and any signature will do.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">AWS
 *     on signing</a>
 */
final class Signature {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256\\s+Credential=[^/]+/(\\d{8}/([^/]+)/([^/]+)/aws4_request),\\s*SignedHeaders=([^,]+),\\s*Signature=([0-9a-f]{64})");

  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** The parts of a request that are signed. */
  record Signed(String method, String query, UnaryOperator<@Nullable String> headers, byte[] body) {
    String header(String name) {
      String value = headers.apply(name);
      return value == null ? "" : value.strip().replaceAll(" +", " ");
    }
  }

  private Signature() {}

  static void verify(Signed request, @Nullable String secret) {
    if (secret == null) {
      return;
    }
    var authorization = AUTHORIZATION.matcher(request.header("Authorization"));
    if (!authorization.matches() || !matches(request, secret, authorization)) {
      throw AwsError.forbidden(
          "SignatureDoesNotMatch",
          "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and"
              + " signing method. Consult the service documentation for details.");
    }
  }

  /**
   * A signature lives for some minutes around AWS's own time.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html">AWS
   *     on expired signatures</a>
   */
  static void checkDate(@Nullable String date, Instant now) {
    if (date == null || !date.matches("\\d{8}T\\d{6}Z")) {
      return;
    }
    Instant signed = Instant.from(STAMP.parse(date));
    Instant earliest = now.minus(LIFE);
    Instant latest = now.plus(LIFE);
    if (signed.isBefore(earliest)) {
      throw notCurrent(
          "Signature expired: %s is now earlier than %s (%s - 5 min.)", date, earliest, now);
    }
    if (signed.isAfter(latest)) {
      throw notCurrent(
          "Signature not yet current: %s is still later than %s (%s + 5 min.)", date, latest, now);
    }
  }

  private static AwsError notCurrent(String text, String date, Instant bound, Instant now) {
    return AwsError.forbidden(
        "SignatureDoesNotMatch", text.formatted(date, STAMP.format(bound), STAMP.format(now)));
  }

  private static boolean matches(Signed request, String secret, Matcher authorization) {
    String scope = authorization.group(1);
    String names = authorization.group(4);
    String headers =
        Arrays.stream(names.split(";", -1))
            .map(name -> name + ":" + request.header(name) + "\n")
            .collect(Collectors.joining());
    String canonical =
        String.join(
            "\n",
            request.method,
            "/",
            request.query,
            headers,
            names,
            HexFormat.of().formatHex(hash(request.body)));
    String toSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            request.header("X-Amz-Date"),
            scope,
            HexFormat.of().formatHex(hash(canonical.getBytes(StandardCharsets.UTF_8))));
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : scope.split("/", -1)) {
      key = mac(key, part);
    }
    return MessageDigest.isEqual(HexFormat.of().parseHex(authorization.group(5)), mac(key, toSign));
  }

  private static byte[] hash(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] mac(byte[] key, String content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
