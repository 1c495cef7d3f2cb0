package dev.countersign.executor.operations;

import dev.countersign.contracts.instance.Instance;
import java.util.function.Function;

/**
 * One value that a modification sets.
 *
 * @param name RDS's name of it, as an argument and among the pending values
 * @param value as RDS's API takes it
 * @param seen what a look showed of it
 */
record Field(String name, Object value, Function<Sight, String> seen) {
  boolean isSet(Sight sight) {
    return seen.apply(sight).equals(String.valueOf(value));
  }

  /** RDS took it and keeps it for later. */
  boolean isPending(Instance instance) {
    return String.valueOf(value).equals(instance.pending().get(name));
  }
}
