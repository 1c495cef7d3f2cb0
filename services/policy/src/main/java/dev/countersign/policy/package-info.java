/**
 * Policy: decides what may happen. Enters: requests and resources, as events. Leaves: decisions,
 * signed where they permit something. Promised: one decision per operation, made by the rules in
 * force, and nothing is permitted that the rules do not permit, whatever fails.
 */
@NullMarked
package dev.countersign.policy;

import org.jspecify.annotations.NullMarked;
