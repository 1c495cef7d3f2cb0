/**
 * What would be decided. Enters: a request that nobody has made, its resource as RDS shows it now,
 * and a moment. Leaves: the verdict with the rules that it rests on, in plain words. Promised: the
 * verdict is that of the decision, by the same code; nothing is kept and nothing is signed. Pure.
 */
@NullMarked
package dev.countersign.policy.core.preview;

import org.jspecify.annotations.NullMarked;
