/**
 * The door: HTTP in, the answer of AWS out.
 *
 * <p>Enters: HTTP requests of AWS clients. Leaves: XML answers. Promised: identity, limits, faults
 * and policies are looked at in that order and before any effect; every answer carries the id that
 * its effect has in the ledger.
 */
@NullMarked
package dev.countersign.simulator.front;

import org.jspecify.annotations.NullMarked;
