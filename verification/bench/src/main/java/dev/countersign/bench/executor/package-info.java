/**
 * The executor alone, on real parts: a broker, a PostgreSQL, the simulator, and the packaged
 * executor with production's settings; policy's part is played by this program, with a key of its
 * own. Enters: how many operations. Leaves: what they cost in calls, time, threads and memory.
 * Promised: bounded in time, on a folder of its own, and nothing is left running.
 */
@NullMarked
package dev.countersign.bench.executor;

import org.jspecify.annotations.NullMarked;
