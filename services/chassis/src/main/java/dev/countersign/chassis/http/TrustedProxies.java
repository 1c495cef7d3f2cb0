package dev.countersign.chassis.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the address that a request came from. {@code X-Forwarded-For} can be written by anybody, so
 * it counts only as far as proxies that are trusted have written it: from the right, up to and with
 * the first address that is not one of them.
 */
public final class TrustedProxies {
  private final List<AddressBlock> blocks;

  /**
   * @param blocks addresses or CIDR blocks
   * @throws IllegalArgumentException when one of them is neither
   */
  public TrustedProxies(List<String> blocks) {
    this.blocks = blocks.stream().map(AddressBlock::parse).toList();
  }

  /** The client's address, given the socket's and the header. */
  public String client(String socket, @Nullable String forwardedFor) {
    var client = socket;
    var hops = forwardedFor == null ? new String[0] : forwardedFor.split(",", -1);
    for (var i = hops.length - 1; i >= 0 && trusted(client); i--) {
      var hop = hops[i].trim();
      if (!AddressBlock.isLiteral(hop)) {
        return client;
      }
      client = hop;
    }
    return client;
  }

  private boolean trusted(String address) {
    return blocks.stream().anyMatch(block -> block.holds(address));
  }
}
