package dev.countersign.switchboard;

import dev.countersign.contracts.event.StatusEvent.Evidence;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Operation;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sighting;
import java.util.List;
import java.util.Map;

/** What both operations have in common. */
abstract class LineOperation implements Operation<LineSight> {
  abstract boolean isDone(Order order, LineSight sight);

  @Override
  public Sighting look(Order order, Attempt attempt, LineSight sight) {
    return isDone(order, sight)
        ? new Sighting.Done(Map.of("status", "open"), evidence(order, sight))
        : new Sighting.Underway(null, "Not seen yet.", evidence(order, sight));
  }

  @Override
  public List<Evidence> evidence(Order order, LineSight sight) {
    return List.of(
        new Evidence("DescribeLines", Map.of("Version", sight.text("version")), sight.seenAt()));
  }

  @Override
  public String undo(Order order, Attempt attempt) {
    return "Nothing takes it back.";
  }
}
