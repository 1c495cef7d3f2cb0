/**
 * The edge of the HTTP API. Enters: requests. Leaves: answers with a correlation id, and problems
 * in the form that the gateway's have. Promised: no HTML, no stack trace, and no word about our
 * insides.
 */
@NullMarked
package dev.countersign.audit.edge;

import org.jspecify.annotations.NullMarked;
