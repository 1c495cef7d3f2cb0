/**
 * Looks for everybody. Enters: what operations in flight want to see, and when. Leaves: what was
 * seen. Promised: operations on one service of an account and region share their looks, so that
 * calls grow with accounts, not with operations; every look was begun after it was asked for.
 */
@NullMarked
package dev.countersign.executor.sweep;

import org.jspecify.annotations.NullMarked;
