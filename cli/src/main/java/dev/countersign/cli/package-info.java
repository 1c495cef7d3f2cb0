/**
 * The command line for users. Enters: arguments. Leaves: data on standard output, talk on standard
 * error, an exit code. Promised: it can do what the API allows whoever is signed in, and no more.
 */
@NullMarked
package dev.countersign.cli;

import org.jspecify.annotations.NullMarked;
