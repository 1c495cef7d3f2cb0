/**
 * What there is. Enters: {@code countersign.instances}. Leaves: the last known state of each
 * instance. Promised: a request that waits for an instance is looked at in the transaction that
 * makes it known.
 */
@NullMarked
package dev.countersign.policy.instances;

import org.jspecify.annotations.NullMarked;
