/**
 * What can be done to a line. Enters: orders and what a look saw. Leaves: calls, and what a look
 * means. Promised: pure. One operation has a client token, the other an optimistic lock: between
 * them, they are what an engine that knows no service has to be able to carry out.
 */
@NullMarked
package dev.countersign.switchboard.operations;

import org.jspecify.annotations.NullMarked;
