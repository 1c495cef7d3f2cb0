/**
 * The stories that the product exists for. Enters: a platform that is up. Leaves: what each story
 * saw. Promised: a story that is reported as told was seen from the outside, over HTTP, with the
 * effects counted on the simulator's own ledger.
 */
@NullMarked
package dev.countersign.e2e;

import org.jspecify.annotations.NullMarked;
