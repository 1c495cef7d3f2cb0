/**
 * What is known of an operation. Enters: its events, in whatever order three topics deliver them.
 * Leaves: one view, the same for every order that keeps each topic's own. Pure: no I/O, no clock,
 * no random.
 */
@NullMarked
package dev.countersign.gateway.operation.core;

import org.jspecify.annotations.NullMarked;
