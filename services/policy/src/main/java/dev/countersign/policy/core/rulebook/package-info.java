/**
 * What is in force: settings, gates, rules, and the version that names them together. Enters: a
 * request and its resource. Leaves: an approval to be signed, or a refusal that says what to do.
 * Promised: equal input gets an equal verdict. Pure.
 */
@NullMarked
package dev.countersign.policy.core.rulebook;

import org.jspecify.annotations.NullMarked;
