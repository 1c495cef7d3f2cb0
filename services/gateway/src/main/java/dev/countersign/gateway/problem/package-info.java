/**
 * What is answered when a request cannot be granted: RFC 9457 problem details. Enters: what went
 * wrong. Leaves: a stable type, the requester's words, and what to do next. Promised: no stack
 * trace and no word about our insides, ever. Pure.
 */
@NullMarked
package dev.countersign.gateway.problem;

import org.jspecify.annotations.NullMarked;
