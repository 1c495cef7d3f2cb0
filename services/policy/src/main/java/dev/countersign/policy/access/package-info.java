/**
 * Who has a role. Enters: nothing but the question. Leaves: the groups that the settings in force
 * give each role, without where it holds. Promised: only read, and only asked for by the gateway,
 * which keeps out who has none.
 */
@NullMarked
package dev.countersign.policy.access;

import org.jspecify.annotations.NullMarked;
