/**
 * Puts the shell together and runs it in this process. Enters: the service's start and stop, its
 * settings. Leaves: lines in the log, numbers for the metrics. Promised: nothing is decided here;
 * the shell of {@code execution} stands on Vert.x, PostgreSQL and AWS's SDK here, and on simulated
 * ones in the simulation, and is the same.
 */
@NullMarked
package dev.countersign.executor.hosting;

import org.jspecify.annotations.NullMarked;
