/**
 * The execution of one operation as a pure state machine. Enters: commands, which say what was
 * learnt, and the time. Leaves: events, which are stored and reported, and effects, which are
 * performed only after what is durable has been committed. Promised: no call without a recorded
 * intent, no intent spent twice, no success that was not observed, and whatever cannot be
 * established ends as indeterminate. No I/O, no clock, no random.
 */
@NullMarked
package dev.countersign.executor.core;

import org.jspecify.annotations.NullMarked;
