/**
 * Who may do what where. Enters: the settings' roles, a person's groups, and a place. Leaves: the
 * roles that the person has there. Promised: a person without a group that is given a role has
 * none, and a role that is limited holds only where everything is known that it is limited by.
 * Pure.
 */
@NullMarked
package dev.countersign.policy.core.role;

import org.jspecify.annotations.NullMarked;
