/**
 * What runs one task at a time, and the only way to wait on it. Enters: tasks, questions to
 * whatever may not answer. Leaves: answers, or the fact that none came, always and on the loop.
 * Promised: code that runs on a loop alone needs no lock, and a simulated loop can run it in
 * simulated time.
 */
@NullMarked
package dev.countersign.chassis.loop;

import org.jspecify.annotations.NullMarked;
