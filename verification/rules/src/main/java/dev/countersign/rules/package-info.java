/**
 * What every module promises about its own code. Enters: compiled classes. Leaves: violations, each
 * with its place and the reason for the rule. Promised: every rule has been seen to fail on a
 * planted violation.
 */
@NullMarked
package dev.countersign.rules;

import org.jspecify.annotations.NullMarked;
