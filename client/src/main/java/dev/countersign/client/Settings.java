package dev.countersign.client;

import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Where the API is and how it is called.
 *
 * @param token asked for each request, so that a renewed token is used at once; an empty text sends
 *     none
 * @param timeout how long one request may take, beyond what it asks the server to wait
 * @param patience how long a request that is safe to repeat is repeated; zero sends it once
 */
public record Settings(URI url, Supplier<String> token, Duration timeout, Duration patience) {
  private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

  /** With half a minute for each request, and as long for its repeats. */
  public static Settings of(String url, Supplier<String> token) {
    return new Settings(URI.create(url), token, HALF_A_MINUTE, HALF_A_MINUTE);
  }

  public Settings withTimeout(Duration other) {
    return new Settings(url, token, other, patience);
  }

  public Settings withPatience(Duration other) {
    return new Settings(url, token, timeout, other);
  }

  @Override
  public String toString() {
    return "Settings[url=" + url + ", timeout=" + timeout + ", patience=" + patience + ']';
  }
}
