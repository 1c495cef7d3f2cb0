/** What policy signs and the executor verifies: a statement over exactly one request. */
@NullMarked
package dev.countersign.contracts.decision;

import org.jspecify.annotations.NullMarked;
