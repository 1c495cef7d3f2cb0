/**
 * The operations, one class each: what has to hold before, the call, the desired state, the crash
 * probe, what undoes it. Enters: an {@link Order} and what was seen on RDS. Leaves: judgements.
 * Promised: pure, without I/O, clock or random; nothing of AWS's SDK.
 */
@NullMarked
package dev.countersign.rds.operations;

import dev.countersign.provider.operation.Order;
import org.jspecify.annotations.NullMarked;
