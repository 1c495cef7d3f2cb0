package dev.countersign.local.signin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Requests to sign in and the codes that come of them: each for a few minutes, and used once. */
final class Codes {
  /** What the console asked for. */
  record Request(String redirectUri, String state, String nonce, String challenge) {}

  /** What a code stands for. */
  record Granted(Request request, DemoPerson person) {}

  private record Kept<T>(T what, long until) {}

  private static final long PAGE_NANOS = Duration.ofMinutes(10).toNanos();
  private static final long CODE_NANOS = Duration.ofMinutes(1).toNanos();
  private static final int MOST = 1_000;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Kept<Request>> requests = new LinkedHashMap<>();
  private final Map<String, Kept<Granted>> codes = new LinkedHashMap<>();
  private final LongSupplier nanos;

  Codes(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Remembered until somebody chooses who they are. */
  synchronized String begin(Request request) {
    return keep(requests, request, PAGE_NANOS);
  }

  /** The code for whoever was chosen; empty where the request is unknown or too old. */
  synchronized Optional<Map.Entry<String, Request>> grant(String id, DemoPerson person) {
    return take(requests, id)
        .map(request -> Map.entry(keep(codes, new Granted(request, person), CODE_NANOS), request));
  }

  /**
   * What a code stands for, once: it is gone whether the rest fits or not.
   *
   * @param verifier whose SHA-256 the request had as its challenge
   */
  synchronized Optional<Granted> redeem(String code, String redirectUri, String verifier) {
    return take(codes, code)
        .filter(granted -> granted.request().redirectUri().equals(redirectUri))
        .filter(granted -> same(challenge(verifier), granted.request().challenge()));
  }

  static String challenge(String verifier) {
    try {
      var hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private <T> String keep(Map<String, Kept<T>> all, T what, long nanosLong) {
    if (all.size() >= MOST) {
      all.remove(all.keySet().iterator().next());
    }
    var bytes = new byte[32];
    random.nextBytes(bytes);
    var name = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    all.put(name, new Kept<>(what, nanos.getAsLong() + nanosLong));
    return name;
  }

  private <T> Optional<T> take(Map<String, Kept<T>> all, String name) {
    return Optional.ofNullable(all.remove(name))
        .filter(kept -> kept.until() - nanos.getAsLong() > 0)
        .map(Kept::what);
  }
}
