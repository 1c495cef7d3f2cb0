package dev.countersign.chassis.http;

import dev.countersign.contracts.redaction.Secrets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Headers that are passed on, taken only where they are harmless. */
public final class Headers {
  private static final Pattern CORRELATION = Pattern.compile("[A-Za-z0-9._:/=+-]{1,128}");
  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
  private static final Pattern JSON =
      Pattern.compile("application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?");

  /** A client's own correlation id; never one that looks like a secret, for it is everywhere. */
  public static Optional<String> correlationId(@Nullable String value) {
    return safe(CORRELATION, value).filter(id -> Secrets.in(id).isEmpty());
  }

  /** W3C trace context. */
  public static Optional<String> traceparent(@Nullable String value) {
    return safe(TRACEPARENT, value);
  }

  /** Whether a body of this type is taken. */
  public static boolean json(@Nullable String contentType) {
    return contentType != null
        && JSON.matcher(contentType.trim().toLowerCase(java.util.Locale.ROOT)).matches();
  }

  private static Optional<String> safe(Pattern pattern, @Nullable String value) {
    return Optional.ofNullable(value).filter(text -> pattern.matcher(text).matches());
  }

  private Headers() {}
}
