package dev.countersign.relay;

import dev.countersign.relay.publishing.Stored;
import java.util.List;

/** Told after each commit that left something to publish. */
interface Wake {
  /** Whether what is stored now would be taken over as it is, instead of being looked for. */
  boolean takesOver();

  /**
   * Returns at once; called from event loops.
   *
   * @param stored what was committed, in its order; none of it where it has to be looked for
   */
  void committed(List<Stored> stored);
}
