/**
 * Other rules and the decisions of the past. Enters: a folder of rules, and the ledger over the
 * API. Leaves: which decisions would have been other ones, and why. Promised: nothing is changed,
 * the facts are those of then, and what they are not known for is named and not guessed.
 */
@NullMarked
package dev.countersign.workbench.replay;

import org.jspecify.annotations.NullMarked;
