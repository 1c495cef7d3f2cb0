/**
 * What there is. Enters: {@code countersign.resources}. Leaves: the last known state of each
 * resource. Promised: a request that waits for a resource is looked at as soon as it is known, and
 * with the next round at the latest.
 */
@NullMarked
package dev.countersign.policy.resources;

import org.jspecify.annotations.NullMarked;
