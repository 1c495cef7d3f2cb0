package dev.countersign.switchboard.operations;

import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Call;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Finding;
import dev.countersign.provider.operation.Order;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Rings, with a client token. Whether it rang is seen by the tokens that the line remembers. */
public final class RingLine extends LineOperation {
  @Override
  public Check before(Order order, LineSight sight) {
    return Check.clear();
  }

  @Override
  public Call call(Order order) {
    return new Call(
        "Ring",
        Map.of("Line", order.identifier(), "ClientToken", order.token()),
        List.of(Call.right("switchboard:Ring", arn(order.instance()))));
  }

  @Override
  public Duration repeatable(Order order) {
    return Duration.ofHours(24);
  }

  @Override
  boolean isDone(Order order, LineSight sight) {
    return sight.knows(order.token());
  }

  @Override
  public Finding probe(Order order, Attempt attempt, LineSight sight) {
    return isDone(order, sight) ? Finding.HAPPENED : Finding.UNDECIDED;
  }

  @Override
  public String undo(Order order, Attempt attempt) {
    return "Nothing takes a ring back.";
  }
}
