package dev.countersign.chassis.http;

import java.math.BigInteger;
import java.net.InetAddress;

/**
 * An address, or all those that begin alike (CIDR).
 *
 * @param network the first of them
 * @param length of an address, in bits: 32 or 128
 * @param bits how many of its bits they have in common
 */
public record AddressBlock(BigInteger network, int length, int bits) {
  /** What one customer of a provider has of IPv6: changing the rest of an address costs nothing. */
  private static final int OF_ONE_HOUSE = 64;

  /**
   * @param text for example {@code 192.0.2.7}, {@code 10.0.0.0/8} or {@code 2001:db8::/32}
   * @throws IllegalArgumentException when it is neither an address nor a block
   */
  public static AddressBlock parse(String text) {
    var slash = text.indexOf('/');
    var address = slash < 0 ? text : text.substring(0, slash);
    if (!isLiteral(address)) {
      throw notOne(text);
    }
    var bytes = bytes(address);
    var length = bytes.length * 8;
    var written = slash < 0 ? String.valueOf(length) : text.substring(slash + 1);
    if (!written.matches("\\d{1,3}") || Integer.parseInt(written) > length) {
      throw notOne(text);
    }
    return new AddressBlock(new BigInteger(1, bytes), length, Integer.parseInt(written));
  }

  /** Whether an address is one of them; a text that is no address is not. */
  public boolean holds(String address) {
    if (!isLiteral(address)) {
      return false;
    }
    var bytes = bytes(address);
    var others = length - bits;
    return bytes.length * 8 == length
        && new BigInteger(1, bytes).shiftRight(others).equals(network.shiftRight(others));
  }

  /** For counting by address: an IPv4 address itself, of an IPv6 address its /64. */
  public static String counted(String address) {
    if (!isLiteral(address)) {
      return address;
    }
    var bytes = bytes(address);
    return bytes.length * 8 > OF_ONE_HOUSE
        ? new BigInteger(1, bytes).shiftRight(bytes.length * 8 - OF_ONE_HOUSE).toString(16) + "/64"
        : address;
  }

  /** Never a name: looking one up would let a header make us call a name server. */
  static boolean isLiteral(String text) {
    return text.length() <= 45
        && text.matches("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")
        && bytes(text).length > 0;
  }

  private static byte[] bytes(String literal) {
    try {
      // An IPv4 address that is written as an IPv6 one is an IPv4 address here.
      return InetAddress.ofLiteral(literal).getAddress();
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static IllegalArgumentException notOne(String text) {
    return new IllegalArgumentException("not an address or CIDR block: " + text);
  }
}
