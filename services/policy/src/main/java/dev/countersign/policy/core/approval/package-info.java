/**
 * The approval of an operation by people. Enters: the rules that ask for it, the ballot, and the
 * votes. Leaves: who is still missing, or that enough have agreed, or that somebody refused.
 * Promised: the requester never counts, a person counts once, a vote counts for its own ballot
 * only, and the order of rules and votes is irrelevant. Pure.
 */
@NullMarked
package dev.countersign.policy.core.approval;

import org.jspecify.annotations.NullMarked;
