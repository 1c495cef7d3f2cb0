/**
 * Which accounts and regions there are, and how to get into them. Enters: the accounts file.
 * Leaves: places. Promised: a file with a mistake stops the start, and says where the mistake is.
 */
@NullMarked
package dev.countersign.executor.accounts;

import org.jspecify.annotations.NullMarked;
