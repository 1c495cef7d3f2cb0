/**
 * The question that a rule engine is asked, and its answer. Enters: facts about one request.
 * Leaves: permitted or refused, with the ids of the rules that decided. Promised: refused, unless a
 * rule permits and none forbids, and when the engine fails. Pure.
 */
@NullMarked
package dev.countersign.policy.core.ruling;

import org.jspecify.annotations.NullMarked;
