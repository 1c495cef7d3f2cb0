package dev.countersign.chassis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class AddressBlockTest {
  @Test
  void aBlockHoldsWhatBeginsAlike() {
    var block = AddressBlock.parse("10.1.0.0/16");
    assertTrue(block.holds("10.1.255.1"));
    assertFalse(block.holds("10.2.0.1"));
    assertFalse(block.holds("2001:db8::1"));
    assertFalse(block.holds("unknown"));
    assertTrue(AddressBlock.parse("0.0.0.0/0").holds("203.0.113.9"));
    assertTrue(AddressBlock.parse("2001:db8::/32").holds("2001:db8:ffff::1"));
    assertTrue(AddressBlock.parse("192.0.2.7").holds("::ffff:192.0.2.7"));
  }

  @Test
  void whatIsNoBlockIsRefused() {
    for (var text :
        List.of("", "host", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8/8", "::/129")) {
      assertThrows(IllegalArgumentException.class, () -> AddressBlock.parse(text), text);
    }
  }

  @Test
  void anIpv6AddressIsCountedByItsHouse() {
    assertEquals(
        AddressBlock.counted("2001:db8:1:2::1"), AddressBlock.counted("2001:db8:1:2:a::9"));
    assertNotEquals(
        AddressBlock.counted("2001:db8:1:2::1"), AddressBlock.counted("2001:db8:1:3::1"));
    assertEquals("203.0.113.9", AddressBlock.counted("203.0.113.9"));
    assertNotEquals(AddressBlock.counted("203.0.113.9"), AddressBlock.counted("203.0.113.8"));
  }
}
