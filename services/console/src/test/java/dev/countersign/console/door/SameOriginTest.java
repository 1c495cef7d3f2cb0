package dev.countersign.console.door;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every combination of what a browser says about where a change comes from. */
class SameOriginTest {
  private static final String OWN = "https://console.example.com";

  @ParameterizedTest(name = "Sec-Fetch-Site {0}, Origin {1}: {2}")
  @CsvSource({
    "same-origin, https://console.example.com, true",
    "same-origin, , true",
    ", https://console.example.com, true",
    ", , false",
    "same-origin, https://evil.example.com, false",
    "same-origin, null, false",
    "same-site, https://console.example.com, false",
    "same-site, , false",
    "cross-site, https://console.example.com, false",
    "cross-site, https://evil.example.com, false",
    "cross-site, null, false",
    "none, , false",
    "none, https://console.example.com, false",
    ", https://evil.example.com, false",
    ", null, false",
    ", http://console.example.com, false",
    ", https://console.example.com:8443, false",
    ", https://console.example.com.evil.example, false",
    "SAME-ORIGIN, , false",
  })
  void aChangeIsTakenFromOurOwnPagesAlone(
      @Nullable String site, @Nullable String origin, boolean taken) {
    assertEquals(taken, SameOrigin.sent(OWN, site, origin));
  }
}
