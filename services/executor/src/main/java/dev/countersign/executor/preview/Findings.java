package dev.countersign.executor.preview;

import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.preview.PlanAnswer;
import dev.countersign.contracts.preview.Precondition;
import dev.countersign.executor.providers.Providers;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Preflight;
import dev.countersign.provider.operation.Preflight.Condition;
import dev.countersign.provider.operation.Sight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns what a look showed into what somebody is told. Pure. */
final class Findings {
  /** The name of what no look is needed for. */
  private static final String TAKEN = "taken";

  /** The executor would not take it in. */
  static PlanAnswer notTaken(Fault fault) {
    return new PlanAnswer(null, null, List.of(refused(TAKEN, fault)), null, null);
  }

  /**
   * Of a look.
   *
   * @param clocks why nothing can be sent at present, whatever the look shows
   */
  static PlanAnswer of(Order order, Sight sight, Optional<String> clocks) {
    var operation = Providers.operation(order);
    var definition = Providers.definition(order);
    var conditions = Preflight.conditions(operation, definition, order, sight);
    var preconditions = new ArrayList<Precondition>();
    preconditions.add(Precondition.holds(TAKEN, "The executor is set up for it."));
    preconditions.add(
        clocks
            .map(why -> waits("clocks", "clocks-disagree", why))
            .orElseGet(() -> Precondition.holds("clocks", "Our clocks and AWS's agree.")));
    conditions.forEach(condition -> preconditions.add(told(condition)));
    var resource = sight.resource();
    if (resource == null || !resource.key().equals(order.instance())) {
      return new PlanAnswer(sight.seenAt(), null, preconditions, null, null);
    }
    return new PlanAnswer(
        sight.seenAt(),
        resource,
        preconditions,
        operation.plan(definition, order, sight),
        operation.undo(order, attempt(conditions.getLast(), sight.seenAt())));
  }

  private static Precondition told(Condition condition) {
    return switch (condition.check()) {
      case Check.Clear _ -> Precondition.holds(condition.name(), condition.holds());
      case Check.Wait(var reason) -> waits(condition.name(), "not-now", reason);
      case Check.Refuse(var fault) -> refused(condition.name(), fault);
    };
  }

  private static Precondition waits(String name, String code, String why) {
    return new Precondition(
        name,
        false,
        code,
        why,
        "An operation would wait for that; it need not be submitted again.");
  }

  private static Precondition refused(String name, Fault fault) {
    return new Precondition(name, false, fault.code(), fault.meaning(), fault.nextStep());
  }

  /** What takes it back is told by what was there before. Nobody attempts anything. */
  private static Attempt attempt(Condition last, Instant now) {
    var before =
        last.check() instanceof Check.Clear(var baseline) ? baseline : Map.<String, String>of();
    return new Attempt(1, "preview", now, now, before, null);
  }

  private Findings() {}
}
