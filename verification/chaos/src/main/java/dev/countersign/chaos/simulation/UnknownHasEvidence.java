package dev.countersign.chaos.simulation;

import dev.countersign.contracts.event.StatusEvent.OperationIndeterminate;
import java.util.List;

/** Promise 4: what is not known comes with what is. */
record UnknownHasEvidence() implements Invariant {
  @Override
  public List<String> violations(World world) {
    return world.records.rows().stream()
        .flatMap(row -> row.events().stream())
        .filter(event ->
            event instanceof OperationIndeterminate unknown && unknown.evidence().isEmpty())
        .map(event -> "unknown without evidence: " + event)
        .toList();
  }
}
