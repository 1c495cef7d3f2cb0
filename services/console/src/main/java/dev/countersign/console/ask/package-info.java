/**
 * Asking for an operation. Enters: a form that is made from the catalogue. Leaves: what would come
 * of it, looked at now, and a request under a key that makes a second click the same request.
 */
@NullMarked
package dev.countersign.console.ask;

import org.jspecify.annotations.NullMarked;
