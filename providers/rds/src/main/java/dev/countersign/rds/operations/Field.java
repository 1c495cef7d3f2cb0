package dev.countersign.rds.operations;

import dev.countersign.contracts.resource.Instance;
import java.util.function.Function;

/**
 * One value that a modification sets.
 *
 * @param name RDS's name of it, as an argument and among the pending values
 * @param value as RDS's API takes it
 * @param seen what a look showed of it
 * @param atLeast whether more than was asked for is as good: storage grows by itself, too
 */
record Field(String name, Object value, Function<InstanceSight, String> seen, boolean atLeast) {
  Field(String name, Object value, Function<InstanceSight, String> seen) {
    this(name, value, seen, false);
  }

  boolean isSet(InstanceSight sight) {
    return satisfies(seen.apply(sight));
  }

  /** RDS took it and keeps it for later. */
  boolean isPending(Instance instance) {
    var pending = instance.pending().get(name);
    return pending != null && satisfies(pending);
  }

  /** Something of it is still to come that is not what was asked for, or not there yet. */
  boolean isOpen(InstanceSight sight) {
    return sight.present().pending().containsKey(name) && !(atLeast && isSet(sight));
  }

  private boolean satisfies(String shown) {
    return shown.equals(String.valueOf(value)) || (atLeast && isMore(shown));
  }

  private boolean isMore(String shown) {
    try {
      return value instanceof Number wanted && Long.parseLong(shown) >= wanted.longValue();
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
