package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.Form;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call: what is asked, of whom, when, and how fast time passes.
 *
 * @param seed different for every call; new resource ids are made of it
 * @param laterFailure why the change will be accepted and fail afterwards, or null
 */
public record Call(
    Scope scope,
    Form form,
    Instant now,
    Pace pace,
    Quotas quotas,
    Delays delays,
    String seed,
    @Nullable String laterFailure) {

  /** The moment this many real seconds from now, at the pace of the simulation. */
  Instant in(long seconds) {
    return now.plus(pace.of(Duration.ofSeconds(seconds)));
  }
}
