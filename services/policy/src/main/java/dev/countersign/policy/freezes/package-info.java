/**
 * What is frozen and what will be, for everybody to see. Enters: a moment. Leaves: the freezes as
 * they are in force, by the very calendars that decide. Promised: only read, and only asked for by
 * the gateway, which knows who asks.
 */
@NullMarked
package dev.countersign.policy.freezes;

import org.jspecify.annotations.NullMarked;
