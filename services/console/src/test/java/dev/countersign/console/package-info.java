/**
 * The console over HTTP, with the local platform's real sign-in and a gateway that gives recorded
 * documents.
 */
@NullMarked
package dev.countersign.console;

import org.jspecify.annotations.NullMarked;
