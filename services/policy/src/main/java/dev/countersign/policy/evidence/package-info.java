/**
 * Who really asked. Enters: an event that asks for something, and the gateway's public keys.
 * Leaves: whether the gateway vouches for it. Promised: nobody's name is taken on trust, and every
 * doubt is counted and logged as an error.
 */
@NullMarked
package dev.countersign.policy.evidence;

import org.jspecify.annotations.NullMarked;
