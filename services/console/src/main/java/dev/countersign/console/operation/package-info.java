/**
 * One operation's whole life on one page, and lists of them. Enters: the API's documents. Leaves:
 * pages, and what people decide on them.
 */
@NullMarked
package dev.countersign.console.operation;

import org.jspecify.annotations.NullMarked;
