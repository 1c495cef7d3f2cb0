/**
 * What every page is made of: its frame, states as icon and word, times, problems in plain words.
 * Enters: what the API says. Leaves: HTML. Promised: what comes from outside is text, never markup.
 */
@NullMarked
package dev.countersign.console.page;

import org.jspecify.annotations.NullMarked;
