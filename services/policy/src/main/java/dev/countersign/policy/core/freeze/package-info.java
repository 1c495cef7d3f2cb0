/**
 * When nothing may be begun. Enters: calendars, what a request is about, and a moment. Leaves:
 * which freezes bind it then, until when, and when the next one begins. Promised: the order of
 * freezes makes no difference; where a calendar can be read in two ways, the freeze is the longer
 * one. Pure.
 */
@NullMarked
package dev.countersign.policy.core.freeze;

import org.jspecify.annotations.NullMarked;
