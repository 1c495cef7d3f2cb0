/**
 * The command line for those who keep the rules. Enters: a folder of rules. Leaves: what their
 * tests say, and what they would have decided in the past. Promised: nothing anywhere is changed.
 */
@NullMarked
package dev.countersign.workbench;

import org.jspecify.annotations.NullMarked;
