/**
 * The HTTP API for Java programs. Enters: where the gateway is and a supplier of bearer tokens.
 * Leaves: typed records of the OpenAPI document, or a {@link
 * dev.countersign.client.ProblemException}. Promised: a request is repeated only where that cannot
 * double anything; a token is never logged, shown or part of an exception.
 */
@NullMarked
package dev.countersign.client;

import org.jspecify.annotations.NullMarked;
