/**
 * Reading bodies. Enters: bytes from a client. Leaves: one JSON object, or what is wrong with it.
 * Promised: strict, bounded, and never quoting the content.
 */
@NullMarked
package dev.countersign.gateway.request;

import org.jspecify.annotations.NullMarked;
