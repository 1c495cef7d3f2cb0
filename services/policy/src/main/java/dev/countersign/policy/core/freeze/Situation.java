package dev.countersign.policy.core.freeze;

import dev.countersign.contracts.decision.Environment;
import java.util.Map;

/**
 * What a freeze looks at to tell whether it binds a request.
 *
 * @param tags of the resource, as they are on AWS
 * @param operation the catalogue's name
 */
public record Situation(
    Environment environment, String account, Map<String, String> tags, String operation) {
  public Situation {
    tags = Map.copyOf(tags);
  }
}
