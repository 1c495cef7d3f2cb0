package dev.countersign.executor.execution;

import dev.countersign.chassis.loop.Loop;
import dev.countersign.executor.accounts.Limits;
import dev.countersign.executor.clock.DatabaseClock;
import dev.countersign.executor.cloud.Cloud;
import dev.countersign.provider.Place;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * What the shell stands on: its ports, and what one process has of its own.
 *
 * @param clock the database's time, as this process knows it
 */
public record Shell(
    Loop loop,
    Records records,
    Cloud cloud,
    Observer observer,
    DatabaseClock clock,
    SignedOrders orders,
    Settings settings) {
  /**
   * Of one process.
   *
   * @param owner names the process, and none before it: one that is started again must not find
   *     itself in charge of what the one before it left in the middle
   * @param lease who has not been heard of for so long has lost its executions
   * @param pollInterval the longest pause between two looks at an operation in flight
   * @param limits of the account of a place
   * @param jitter 0 to 1, by chance
   */
  public record Settings(
      String owner,
      Duration lease,
      Duration pollInterval,
      Function<Place, Limits> limits,
      DoubleSupplier jitter) {}

  double jitter() {
    return settings.jitter().getAsDouble();
  }
}
