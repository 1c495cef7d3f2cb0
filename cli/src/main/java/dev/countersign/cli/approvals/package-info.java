/**
 * What people agree to. Enters: a vote, bound to the operation as it was shown. Leaves: whether
 * policy counts it. Promised: a vote on something that has changed since is refused, not counted.
 */
@NullMarked
package dev.countersign.cli.approvals;

import org.jspecify.annotations.NullMarked;
