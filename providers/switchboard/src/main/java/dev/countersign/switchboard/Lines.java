package dev.countersign.switchboard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.resource.OtherResource;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.provider.Place;
import dev.countersign.switchboard.operations.LineOperation;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Lines as resources. */
public final class Lines {
  /** Of their keys. */
  public static final String KIND = SwitchboardProvider.SERVICE + ':' + SwitchboardProvider.TYPE;

  /** The key of a line. */
  public static ResourceKey key(Place place, String id) {
    return new ResourceKey(
        place.account(), place.region(), SwitchboardProvider.SERVICE, SwitchboardProvider.TYPE, id);
  }

  /**
   * A line as the service describes it.
   *
   * @param seenAt when it answered
   */
  public static OtherResource read(Place place, JsonNode line, Instant seenAt) {
    var key = key(place, line.path("Id").asText());
    var tags = new HashMap<String, String>();
    line.path("Tags").properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
    var tokens =
        StreamSupport.stream(line.path("Tokens").spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    return new OtherResource(
        key,
        key.id(),
        LineOperation.arn(key),
        line.path("State").asText(),
        tags,
        Map.of(
            "greeting", line.path("Greeting").asText(),
            "writer", line.path("Writer").asText(),
            "version", line.path("Version").asText(),
            "tokens", tokens),
        seenAt);
  }

  private Lines() {}
}
