package dev.countersign.chassis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeadersTest {
  private static final TrustedProxies PROXIES =
      new TrustedProxies(List.of("10.0.0.0/8", "192.0.2.7", "fd00::/8"));

  @Test
  void withoutTrustedProxiesOnlyTheSocketCounts() {
    var nobody = new TrustedProxies(List.of());

    assertEquals("203.0.113.9", nobody.client("203.0.113.9", "1.2.3.4"));
    assertEquals("10.1.1.1", nobody.client("10.1.1.1", "1.2.3.4"));
  }

  @Test
  void aTrustedProxySaysWhoCalledItAndNoFurther() {
    assertEquals("1.2.3.4", PROXIES.client("10.1.1.1", "6.6.6.6, 1.2.3.4"));
    assertEquals("1.2.3.4", PROXIES.client("10.1.1.1", "6.6.6.6, 1.2.3.4, 192.0.2.7"));
    assertEquals("2001:db8::1", PROXIES.client("fd00::5", "2001:db8::1"));
    assertEquals("203.0.113.9", PROXIES.client("203.0.113.9", "1.2.3.4"), "not a proxy of ours");
  }

  @Test
  void whatIsNoAddressIsNotFollowed() {
    for (var nonsense : List.of("", "unknown", "evil.example", "a".repeat(500), "1.2.3.4:80")) {
      assertEquals("10.1.1.1", PROXIES.client("10.1.1.1", nonsense), nonsense);
    }
    assertThrows(IllegalArgumentException.class, () -> new TrustedProxies(List.of("proxy.local")));
  }

  @Test
  void headersArePassedOnOnlyWhereTheyAreHarmless() {
    assertEquals(Optional.of("a-1"), Headers.correlationId("a-1"));
    assertEquals(Optional.empty(), Headers.correlationId("a\nb"));
    assertEquals(Optional.empty(), Headers.correlationId("a".repeat(129)));
    assertEquals(Optional.empty(), Headers.traceparent("00-xyz"));
    assertTrue(
        Headers.traceparent("00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01").isPresent());
    assertTrue(Headers.json("application/json; charset=UTF-8"));
    assertFalse(Headers.json("application/jsonp"));
    assertFalse(Headers.json(null));
  }
}
