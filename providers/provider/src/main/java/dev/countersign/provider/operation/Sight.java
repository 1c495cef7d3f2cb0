package dev.countersign.provider.operation;

import dev.countersign.contracts.resource.Resource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a look saw. The rest is known to the provider alone, and to its operations. */
public interface Sight {
  /** The resource as the inventory has it, or null when there is none. */
  @Nullable Resource resource();

  /**
   * What the resource's environment was inherited from when the order was decided about, as it is
   * now; null for an order whose classification names nothing, and where it is not there any more.
   */
  default @Nullable Resource inheritedFrom() {
    return null;
  }

  /** When it was looked at. */
  Instant seenAt();

  /**
   * Since when every look has shown the service doing nothing with it; null while it is at work,
   * and for a look that stands alone.
   */
  @Nullable Instant calmSince();

  /** This look after others, which have shown the service doing nothing since then, or null. */
  Sight after(@Nullable Instant calm);
}
