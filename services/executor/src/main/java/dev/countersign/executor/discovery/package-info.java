/**
 * Which instances there are. Enters: listings of all configured accounts and regions, and what
 * operations happen to see. Leaves: {@code countersign.resources}. Promised: each change once; an
 * account that cannot be listed is visible, does not hold up the others, and loses no instance.
 */
@NullMarked
package dev.countersign.executor.discovery;

import org.jspecify.annotations.NullMarked;
