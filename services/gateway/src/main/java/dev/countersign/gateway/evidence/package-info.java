/**
 * The key that the gateway signs with. Enters: what somebody asked for, whose token was verified.
 * Leaves: events that carry the evidence of it. Promised: nothing that is asked for leaves without,
 * and the key itself never does.
 */
@NullMarked
package dev.countersign.gateway.evidence;

import org.jspecify.annotations.NullMarked;
