/**
 * What a service's HTTP server answers, counted. Enters: every request but those for health and
 * metrics. Leaves: the timer {@code http.server.requests}. Promised: as many series as there are
 * route templates, methods and statuses, whatever clients send.
 */
@NullMarked
package dev.countersign.chassis.http;

import org.jspecify.annotations.NullMarked;
