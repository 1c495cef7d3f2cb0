/**
 * What there is. Enters: {@code countersign.instances}. Leaves: the last known state of each
 * instance. Promised: a request that waits for an instance is looked at as soon as it is known, and
 * with the next round at the latest.
 */
@NullMarked
package dev.countersign.policy.instances;

import org.jspecify.annotations.NullMarked;
