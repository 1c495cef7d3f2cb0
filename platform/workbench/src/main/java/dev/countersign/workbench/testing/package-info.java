/**
 * Tests beside rules. Enters: a folder with rules and {@code *.test.yaml} in it. Leaves: what each
 * test expects, what the rules say, and where they differ. Promised: a mistake in a file is named
 * with its line, and a folder without a test is no success.
 */
@NullMarked
package dev.countersign.workbench.testing;

import org.jspecify.annotations.NullMarked;
