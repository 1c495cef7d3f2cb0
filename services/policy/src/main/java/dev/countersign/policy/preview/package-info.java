/**
 * What would be decided, for somebody who thinks of asking. Enters: a request that nobody has made,
 * and its resource as it was seen last. Leaves: the verdict with its rules in plain words.
 * Promised: judged by the very code that decides; nothing is stored, signed or published; only
 * asked for by the gateway, which knows who asks.
 */
@NullMarked
package dev.countersign.policy.preview;

import org.jspecify.annotations.NullMarked;
