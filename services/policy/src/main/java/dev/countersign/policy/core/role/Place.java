package dev.countersign.policy.core.role;

import dev.countersign.contracts.decision.Environment;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where something is done.
 *
 * @param account the id of the AWS account
 * @param environment null when the instance is not known, and so cannot be classified
 * @param tags of the instance; empty when it is not known
 */
public record Place(String account, @Nullable Environment environment, Map<String, String> tags) {
  public Place {
    tags = Map.copyOf(tags);
  }
}
