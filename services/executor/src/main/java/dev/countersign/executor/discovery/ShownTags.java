package dev.countersign.executor.discovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.redaction.Redaction;
import dev.countersign.contracts.redaction.Secrets;
import dev.countersign.contracts.resource.Resource;

/**
 * What is published of a resource. Its tags are written by anybody in the account, and everybody
 * who reads the inventory would see a password that somebody has put there.
 */
final class ShownTags {
  private static final String TAGS = "tags";

  /** The very same where nothing has to be hidden. */
  static Resource of(Resource resource) {
    ObjectNode shown = Json.mapper().valueToTree(resource);
    var tags = shown.path(TAGS);
    if (Secrets.in(tags).isEmpty()) {
      return resource;
    }
    shown.set(TAGS, Redaction.secrets(tags));
    try {
      return Json.mapper().treeToValue(shown, Resource.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a resource cannot be read as it was written", e);
    }
  }

  private ShownTags() {}
}
