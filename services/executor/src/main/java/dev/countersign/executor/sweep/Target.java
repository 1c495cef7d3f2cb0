package dev.countersign.executor.sweep;

import dev.countersign.contracts.instance.InstanceKey;
import dev.countersign.executor.operations.Sight;
import dev.countersign.executor.operations.Wanted;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What to look at.
 *
 * @param identifier the instance's identifier; events know it by that alone
 * @param since events are needed back to some time before this
 * @param settledWithoutEvents whether what was seen needs no events to be judged; null where they
 *     are needed in any case
 */
public record Target(
    InstanceKey instance,
    String identifier,
    Wanted wanted,
    Instant since,
    @Nullable Predicate<Sight> settledWithoutEvents) {}
