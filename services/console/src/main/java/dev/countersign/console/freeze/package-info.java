/**
 * Times in which nothing is begun. Enters: the API's freezes. Leaves: a page, and lines of others.
 */
@NullMarked
package dev.countersign.console.freeze;

import org.jspecify.annotations.NullMarked;
