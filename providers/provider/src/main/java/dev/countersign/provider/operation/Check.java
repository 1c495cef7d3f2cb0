package dev.countersign.provider.operation;

import dev.countersign.contracts.event.StatusEvent.Fault;
import java.util.HashMap;
import java.util.Map;

/** What preflight says. */
public sealed interface Check {
  /**
   * Go.
   *
   * @param baseline what to remember of the resource as it was before
   */
  record Clear(Map<String, String> baseline) implements Check {
    public Clear {
      baseline = Map.copyOf(baseline);
    }
  }

  /** The same, and more to remember where it is clear. */
  default Check remembering(Map<String, String> more) {
    if (!(this instanceof Clear clear)) {
      return this;
    }
    var all = new HashMap<>(clear.baseline());
    all.putAll(more);
    return new Clear(all);
  }

  /** Not now. */
  record Wait(String reason) implements Check {}

  /** Never. */
  record Refuse(Fault fault) implements Check {}

  /** Refuses with our own code. */
  static Check refuse(String code, String meaning, String nextStep) {
    return new Refuse(new Fault(code, null, null, meaning, nextStep));
  }

  /** Nothing to remember. */
  static Check clear() {
    return new Clear(Map.of());
  }
}
