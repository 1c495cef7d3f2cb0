/**
 * The databases: all of them, and one. Enters: the API's inventory. Leaves: pages that say what is
 * there, and what this person may do with it.
 */
@NullMarked
package dev.countersign.console.fleet;

import org.jspecify.annotations.NullMarked;
