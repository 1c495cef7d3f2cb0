package dev.countersign.provider;

import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Order;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What to look at.
 *
 * @param since what happened is needed back to some time before this
 * @param accepted the attempt whose call was taken, where the look is to say whether it is done;
 *     null before the call, and where nobody knows whether it arrived: then everything is to be
 *     seen
 */
public record Target(Order order, Instant since, @Nullable Attempt accepted) {}
