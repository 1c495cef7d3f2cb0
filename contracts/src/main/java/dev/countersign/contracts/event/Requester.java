package dev.countersign.contracts.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as the identity provider vouched for them.
 *
 * @param subject the token's {@code sub}, unique and stable
 * @param name for people to read; may be absent
 * @param groups group names as in the token
 */
public record Requester(String subject, @Nullable String name, List<String> groups) {
  public Requester {
    groups = List.copyOf(groups);
  }
}
