/**
 * Who calls, and what a session may do: access keys, roles, STS sessions and their policies.
 *
 * <p>Enters: the credential of a request and its session token. Leaves: a {@link Principal}, or the
 * refusal that AWS gives. Promised: a session is never wider than its policy and never works after
 * its end; sessions are sealed into their tokens, so a restart forgets none.
 */
@NullMarked
package dev.countersign.simulator.identity;

import org.jspecify.annotations.NullMarked;
