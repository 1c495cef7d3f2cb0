package dev.countersign.provider.operation;

import dev.countersign.contracts.event.StatusEvent.Evidence;
import dev.countersign.contracts.event.StatusEvent.Fault;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a look says about an accepted call. */
public sealed interface Sighting {
  /**
   * The state asked for is there.
   *
   * @param result what the requester gets
   */
  record Done(Map<String, Object> result, List<Evidence> evidence) implements Sighting {
    public Done {
      result = Map.copyOf(result);
      evidence = List.copyOf(evidence);
    }
  }

  /**
   * Not there yet.
   *
   * @param percent 0 to 100, where the service tells it
   */
  record Underway(@Nullable Integer percent, String message, List<Evidence> evidence)
      implements Sighting {
    public Underway {
      evidence = List.copyOf(evidence);
    }
  }

  /** The service took it and gave it up again. */
  record Broken(Fault fault, Map<String, Object> result, List<Evidence> evidence)
      implements Sighting {
    public Broken {
      result = Map.copyOf(result);
      evidence = List.copyOf(evidence);
    }
  }
}
