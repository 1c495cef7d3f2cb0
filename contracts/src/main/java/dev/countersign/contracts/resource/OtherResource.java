package dev.countersign.contracts.resource;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.time.Instant;
import java.util.Map;

/**
 * A resource of a kind that has no record of its own here: a provider's, of which gateway, policy
 * and audit need not know more than what every resource has.
 *
 * @param attributes what else its provider saw, by names of the provider; the conditions of an
 *     operation's parameters may point into it
 */
@JsonDeserialize
public record OtherResource(
    ResourceKey key,
    String identifier,
    String arn,
    String status,
    Map<String, String> tags,
    Map<String, Object> attributes,
    Instant observedAt)
    implements Resource {
  public OtherResource {
    tags = Map.copyOf(tags);
    attributes = Map.copyOf(attributes);
  }

  @Override
  public OtherResource seenAt(Instant time) {
    return new OtherResource(key, identifier, arn, status, tags, attributes, time);
  }
}
