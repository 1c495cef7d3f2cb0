/**
 * Secrets that change while the service runs. Enters: files that somebody else writes. Leaves: what
 * is in them now. Promised: a new secret is in force within seconds, without a restart; a file that
 * has become unreadable changes nothing.
 */
@NullMarked
package dev.countersign.chassis.secrets;

import org.jspecify.annotations.NullMarked;
