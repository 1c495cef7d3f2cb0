package dev.countersign.chassis.http;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the address that a request came from. {@code X-Forwarded-For} can be written by anybody, so
 * it counts only as far as proxies that are trusted have written it: from the right, up to and with
 * the first address that is not one of them.
 */
public final class TrustedProxies {
  private final List<Block> blocks;

  /**
   * @param blocks addresses or CIDR blocks
   * @throws IllegalArgumentException when one of them is neither
   */
  public TrustedProxies(List<String> blocks) {
    this.blocks = blocks.stream().map(Block::parse).toList();
  }

  /** The client's address, given the socket's and the header. */
  public String client(String socket, @Nullable String forwardedFor) {
    var client = socket;
    var hops = forwardedFor == null ? new String[0] : forwardedFor.split(",", -1);
    for (var i = hops.length - 1; i >= 0 && trusted(client); i--) {
      var hop = hops[i].trim();
      if (!literal(hop)) {
        return client;
      }
      client = hop;
    }
    return client;
  }

  private boolean trusted(String address) {
    return literal(address) && blocks.stream().anyMatch(block -> block.holds(address));
  }

  /** Never a name: looking one up would let a header make us call a name server. */
  private static boolean literal(String text) {
    return text.length() <= 45
        && text.matches("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")
        && Block.bytes(text).length > 0;
  }

  private record Block(byte[] network, int bits) {
    static Block parse(String text) {
      var slash = text.indexOf('/');
      var address = slash < 0 ? text : text.substring(0, slash);
      if (!literal(address)) {
        throw new IllegalArgumentException("not an address or CIDR block: " + text);
      }
      var bytes = bytes(address);
      return new Block(
          bytes, slash < 0 ? bytes.length * 8 : Integer.parseInt(text.substring(slash + 1)));
    }

    boolean holds(String address) {
      var bytes = bytes(address);
      var unmasked = network.length * 8 - bits;
      return bytes.length == network.length
          && new BigInteger(1, bytes)
              .shiftRight(unmasked)
              .equals(new BigInteger(1, network).shiftRight(unmasked));
    }

    private static byte[] bytes(String literal) {
      try {
        return InetAddress.ofLiteral(literal).getAddress();
      } catch (IllegalArgumentException e) {
        return new byte[0];
      }
    }
  }
}
