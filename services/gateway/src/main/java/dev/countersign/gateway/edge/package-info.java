/**
 * The edge. Enters: HTTP requests, none of them trusted. Leaves: calls with a known requester, a
 * correlation id and a bounded body, handed to the endpoints; replies, every failure among them as
 * problem details. Promised: no token in a log, no stack trace in a reply.
 */
@NullMarked
package dev.countersign.gateway.edge;

import org.jspecify.annotations.NullMarked;
