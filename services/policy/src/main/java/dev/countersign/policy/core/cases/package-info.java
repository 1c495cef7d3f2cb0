/**
 * The life of one operation as policy sees it. Enters: where the case stands and what happened.
 * Leaves: where it stands now and what to answer. Promised: one decision per operation, ever. Pure.
 */
@NullMarked
package dev.countersign.policy.core.cases;

import org.jspecify.annotations.NullMarked;
