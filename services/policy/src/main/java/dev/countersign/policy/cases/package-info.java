/**
 * The shell around the core's cases. Enters: {@code countersign.requests}. Leaves: {@code
 * countersign.decisions}. Promised: storing a case and publishing what was decided are one
 * transaction; a case that somebody else has moved since it was read is not written.
 */
@NullMarked
package dev.countersign.policy.cases;

import org.jspecify.annotations.NullMarked;
