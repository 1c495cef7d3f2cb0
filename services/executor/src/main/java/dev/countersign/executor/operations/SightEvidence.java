package dev.countersign.executor.operations;

import dev.countersign.contracts.event.StatusEvent.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A whole sight as evidence, for a person who has to judge. */
public final class SightEvidence {
  /** What was seen of the instance, and the last event. */
  public static List<Evidence> of(Sight sight) {
    var evidence = new ArrayList<Evidence>();
    if (sight.instance() != null) {
      evidence.add(InstanceStates.evidence(sight.instance(), Map.of()));
    }
    if (!sight.events().isEmpty()) {
      var last = sight.events().getLast();
      evidence.add(
          new Evidence(
              "DescribeEvents",
              Map.of("Message", last.message(), "Date", last.time().toString()),
              sight.seenAt()));
    }
    return evidence;
  }

  private SightEvidence() {}
}
