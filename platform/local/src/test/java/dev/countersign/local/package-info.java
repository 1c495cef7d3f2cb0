/** The commands, run as a person runs them, on real processes. */
@NullMarked
package dev.countersign.local;

import org.jspecify.annotations.NullMarked;
