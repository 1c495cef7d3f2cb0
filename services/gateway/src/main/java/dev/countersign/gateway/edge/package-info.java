/**
 * The edge. Enters: HTTP requests, none of them trusted. Leaves: calls with a known requester and a
 * bounded body, handed to the resources. Promised: no path opens without a token that does not say
 * so itself, and a stranger is not told what there is.
 */
@NullMarked
package dev.countersign.gateway.edge;

import org.jspecify.annotations.NullMarked;
