/**
 * The rules as Cedar policies. Enters: {@code rules.cedar} and its schema. Leaves: an engine behind
 * the core's port. Promised: rules that name what there is not, have no id, or forbid without
 * saying why are not loaded; whatever goes wrong later is a refusal.
 */
@NullMarked
package dev.countersign.policy.rules;

import org.jspecify.annotations.NullMarked;
