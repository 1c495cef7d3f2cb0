/**
 * Asking for operations, and what becomes of them. Enters: what somebody types. Leaves: a request
 * under a key, which is one operation however often it is sent; documents; exit codes. Promised:
 * ending a command ends no operation, and says so.
 */
@NullMarked
package dev.countersign.cli.operations;

import org.jspecify.annotations.NullMarked;
