/**
 * What is printed. Enters: the API's documents. Leaves: text for people on a terminal, or data for
 * programs, on standard output; talk and problems on standard error. Promised: JSON is the API's
 * own document; nothing that came from the server moves a terminal's cursor.
 */
@NullMarked
package dev.countersign.cli.output;

import org.jspecify.annotations.NullMarked;
