/**
 * The signing key. Enters: statements. Leaves: envelopes. Promised: the key itself never leaves.
 */
@NullMarked
package dev.countersign.policy.signing;

import org.jspecify.annotations.NullMarked;
