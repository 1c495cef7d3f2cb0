/**
 * What rules say in the end. Enters: a rulebook, a request with its resource and its votes, and
 * their times. Leaves: the verdict and the rules that decided. Promised: the code that judges is
 * that of the service. Pure.
 */
@NullMarked
package dev.countersign.workbench.judging;

import org.jspecify.annotations.NullMarked;
