/**
 * Records that should not be, for the tests of everything that reads records. Enters: the frozen
 * examples. Leaves: each of them spoilt in every way, one at a time.
 */
@NullMarked
package dev.countersign.contracts.poison;

import org.jspecify.annotations.NullMarked;
