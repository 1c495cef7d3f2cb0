/**
 * Looks for everybody at once. Enters: who waits for a look at a place. Leaves: their sights.
 * Promised: calls grow with pages of records, not with those who wait; what a record that cannot be
 * read may be about is not taken to be gone. Behind the port {@link
 * dev.countersign.rds.looks.Describes}, so that the simulation runs this very code.
 */
@NullMarked
package dev.countersign.rds.looks;

import org.jspecify.annotations.NullMarked;
