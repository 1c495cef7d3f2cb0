/**
 * What every service's HTTP API has in common. Enters: requests, none of them trusted. Leaves:
 * answers with a correlation id, everything that goes wrong as RFC 9457 problems, and the timer
 * {@code http.server.requests}. Promised: no page and no stack trace in an answer, no token in a
 * log, bodies read strictly and within bounds, and as many series as there are route templates,
 * methods and statuses, whatever clients send.
 */
@NullMarked
package dev.countersign.chassis.http;

import org.jspecify.annotations.NullMarked;
