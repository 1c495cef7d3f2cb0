/**
 * The processes: started in order, restarted when they die, stopped together.
 *
 * <p>Enters: a data folder and options. Leaves: a state file that says what runs where. Promised:
 * at most one platform per data folder, and nothing of it left running after {@code down}.
 */
@NullMarked
package dev.countersign.local.run;

import org.jspecify.annotations.NullMarked;
