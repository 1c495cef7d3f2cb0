/** The vocabulary that every service speaks. */
@NullMarked
package dev.countersign.contracts;

import org.jspecify.annotations.NullMarked;
