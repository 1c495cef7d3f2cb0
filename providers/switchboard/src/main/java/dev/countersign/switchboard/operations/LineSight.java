package dev.countersign.switchboard.operations;

import dev.countersign.contracts.resource.OtherResource;
import dev.countersign.provider.operation.Sight;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a look at a line saw; no resource where there is no such line. */
public record LineSight(@Nullable OtherResource resource, Instant seenAt) implements Sight {
  /** The service does nothing that takes its time. */
  @Override
  public @Nullable Instant calmSince() {
    return null;
  }

  @Override
  public LineSight after(@Nullable Instant calm) {
    return this;
  }

  String status() {
    return resource == null ? "gone" : resource.status();
  }

  /** Empty for a line that is not there. */
  String text(String name) {
    return resource == null ? "" : String.valueOf(resource.attributes().get(name));
  }

  boolean knows(String token) {
    return resource != null
        && resource.attributes().get("tokens") instanceof List<?> tokens
        && tokens.contains(token);
  }
}
