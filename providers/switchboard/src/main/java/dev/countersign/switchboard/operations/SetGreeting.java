package dev.countersign.switchboard.operations;

import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Call;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Finding;
import dev.countersign.provider.operation.Order;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Sets the greeting of the version that preflight saw, and of no other. */
public final class SetGreeting extends LineOperation {
  private static final String VERSION = "version";

  @Override
  public Check before(Order order, LineSight sight) {
    return new Check.Clear(Map.of(VERSION, sight.text(VERSION)));
  }

  @Override
  public Call call(Order order) {
    return call(order, "");
  }

  @Override
  public Call call(Order order, Attempt attempt) {
    return call(order, attempt.baseline().getOrDefault(VERSION, ""));
  }

  private static Call call(Order order, String version) {
    return new Call(
        "Put",
        Map.of(
            "Line",
            order.identifier(),
            "Greeting",
            order.text("greeting"),
            "Version",
            version,
            "Writer",
            order.operationId()),
        List.of(Call.right("switchboard:Put", arn(order.instance()))));
  }

  /** A version is never used again. */
  @Override
  public Duration repeatable(Order order) {
    return Duration.ofDays(365);
  }

  @Override
  boolean isDone(Order order, LineSight sight) {
    return sight.text("greeting").equals(order.text("greeting"));
  }

  /**
   * Read back and compared: ours is what has the value, and only we can have written it. What
   * somebody else wrote over the version that we had seen is what took its place. Over a later one,
   * it may hide ours.
   */
  @Override
  public Finding probe(Order order, Attempt attempt, LineSight sight) {
    var before = attempt.baseline().get(VERSION);
    var now = sight.text(VERSION);
    if (sight.resource() == null || before == null) {
      return Finding.UNDECIDED;
    }
    if (now.equals(before)) {
      return Finding.ABSENT;
    }
    if (isDone(order, sight) && sight.text("writer").equals(order.operationId())) {
      return Finding.HAPPENED;
    }
    return Long.parseLong(now) == Long.parseLong(before) + 1 ? Finding.NEVER : Finding.UNDECIDED;
  }

  @Override
  public String undo(Order order, Attempt attempt) {
    return "Set the greeting that it had before.";
  }
}
