/**
 * What RDS does with a call: pure functions of the region's state, the call and the time.
 *
 * <p>Enters: a {@link Call} and the {@link Region} as it is now. Leaves: an {@link Outcome} (the
 * answer, what changed, which events follow), or an {@link
 * dev.countersign.simulator.wire.AwsError}. Promised: nothing here reads a clock or touches a disk,
 * and what happens later is already written down as phases and changes with their times: a restart
 * loses nothing.
 */
@NullMarked
package dev.countersign.simulator.rds;

import org.jspecify.annotations.NullMarked;
