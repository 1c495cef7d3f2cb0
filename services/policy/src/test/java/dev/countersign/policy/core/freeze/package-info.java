/** Freezes without a file. */
@NullMarked
package dev.countersign.policy.core.freeze;

import org.jspecify.annotations.NullMarked;
