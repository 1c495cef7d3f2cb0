/**
 * What an execution would find, for somebody who thinks of asking for it. Enters: a request that
 * nobody has made. Leaves: what a look at the service shows, the preconditions of an execution, and
 * what would come of it. Promised: the checks are those of an execution, by the same code; nothing
 * in here can open a session for a call, make one, or touch a record.
 */
@NullMarked
package dev.countersign.executor.preview;

import org.jspecify.annotations.NullMarked;
