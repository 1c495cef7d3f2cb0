/**
 * The shell around the core's cases. Enters: {@code countersign.requests}. Leaves: {@code
 * countersign.decisions}. Promised: reading the case, deciding, storing and publishing are one
 * transaction; a case that somebody else has moved meanwhile is not written.
 */
@NullMarked
package dev.countersign.policy.cases;

import org.jspecify.annotations.NullMarked;
