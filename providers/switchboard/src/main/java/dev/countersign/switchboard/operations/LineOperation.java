package dev.countersign.switchboard.operations;

import dev.countersign.contracts.event.StatusEvent.Evidence;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Operation;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sighting;
import java.util.List;
import java.util.Map;

/** What both operations have in common. */
public abstract class LineOperation implements Operation<LineSight> {
  LineOperation() {}

  abstract boolean isDone(Order order, LineSight sight);

  /** The ARN of a line. */
  public static String arn(ResourceKey line) {
    return String.join(
        ":", "arn", "aws", line.service(), line.region(), line.account(), line.type(), line.id());
  }

  @Override
  public Sighting look(Order order, Attempt attempt, LineSight sight) {
    return isDone(order, sight)
        ? new Sighting.Done(Map.of("status", sight.status()), evidence(order, sight))
        : new Sighting.Underway(null, "Not seen yet.", evidence(order, sight));
  }

  @Override
  public List<Evidence> evidence(Order order, LineSight sight) {
    return List.of(
        new Evidence(
            "DescribeLines",
            Map.of(
                "Version", sight.text("version"),
                "Greeting", sight.text("greeting"),
                "Writer", sight.text("writer")),
            sight.seenAt()));
  }
}
