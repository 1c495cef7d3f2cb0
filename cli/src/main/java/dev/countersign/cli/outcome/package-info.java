/**
 * How it ended. Enters: what the API said, or what went wrong. Leaves: one of the exit codes of
 * docs/cli.md. Promised: a code never changes its meaning, and what may be repeated with the same
 * key has a code of its own.
 */
@NullMarked
package dev.countersign.cli.outcome;

import org.jspecify.annotations.NullMarked;
