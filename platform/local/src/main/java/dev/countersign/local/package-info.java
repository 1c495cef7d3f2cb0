/**
 * The commands behind {@code ./countersign}: bring the platform up on one machine, look at it, take
 * it down, and make a token for it.
 *
 * <p>Enters: a command line and a data folder. Leaves: text for a person or one JSON object, and an
 * exit code (0 as asked, 1 not, 2 asked wrongly). Promised: a message says what to do next.
 */
@NullMarked
package dev.countersign.local;

import org.jspecify.annotations.NullMarked;
