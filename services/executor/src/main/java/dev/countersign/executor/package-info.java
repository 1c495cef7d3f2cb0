/**
 * Carries out what policy approved, once, and reports what was seen. Enters: signed decisions from
 * {@code countersign.decisions}, and nothing else. Leaves: {@code countersign.status} and {@code
 * countersign.resources}. Promised: at most one effect per operation, only under a valid decision;
 * success only when seen; what cannot be established is called indeterminate.
 */
@NullMarked
package dev.countersign.executor;

import org.jspecify.annotations.NullMarked;
