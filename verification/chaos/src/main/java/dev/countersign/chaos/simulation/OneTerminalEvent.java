package dev.countersign.chaos.simulation;

import dev.countersign.contracts.event.StatusEvent;
import dev.countersign.contracts.event.StatusEvent.OperationStarted;
import java.util.ArrayList;
import java.util.List;

/** Promise 1: exactly one terminal event, and nothing begins after it. */
record OneTerminalEvent() implements Invariant {
  @Override
  public List<String> violations(World world) {
    var wrong = new ArrayList<String>();
    for (var row : world.records.rows()) {
      var events = row.events();
      var terminal = events.stream().filter(StatusEvent.Terminal.class::isInstance).count();
      if (terminal != 1) {
        wrong.add(row.operationId + " has " + terminal + " terminal events: " + events);
      }
      var before = events.stream().takeWhile(e -> !(e instanceof StatusEvent.Terminal)).count();
      if (events.stream().skip(before + 1).anyMatch(OperationStarted.class::isInstance)) {
        wrong.add(row.operationId + " starts after its end");
      }
    }
    return wrong;
  }
}
