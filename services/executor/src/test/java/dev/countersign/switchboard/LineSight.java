package dev.countersign.switchboard;

import dev.countersign.contracts.resource.OtherResource;
import dev.countersign.provider.operation.Sight;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a look at a line saw. */
public record LineSight(OtherResource resource, Instant seenAt) implements Sight {
  @Override
  public @Nullable Instant calmSince() {
    return null;
  }

  @Override
  public LineSight after(@Nullable Instant calm) {
    return this;
  }

  String text(String name) {
    return String.valueOf(resource.attributes().get(name));
  }

  boolean knows(String token) {
    return resource.attributes().get("tokens") instanceof List<?> tokens && tokens.contains(token);
  }
}
