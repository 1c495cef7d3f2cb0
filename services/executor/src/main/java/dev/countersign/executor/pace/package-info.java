/**
 * How fast AWS may be called, per account and region. Enters: the wish to call, and how calls went.
 * Leaves: the moment at which to call, or that it is no use now. Promised: no burst beyond the
 * configured one, which all replicas share; slower after throttling; silence while AWS does not
 * answer at all.
 */
@NullMarked
package dev.countersign.executor.pace;

import org.jspecify.annotations.NullMarked;
