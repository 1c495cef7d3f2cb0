/**
 * Whom the executor believes. Enters: the file with policy's public keys. Leaves: the keys by their
 * ids. Promised: a key that was taken out of the file is not trusted a second later.
 */
@NullMarked
package dev.countersign.executor.trust;

import org.jspecify.annotations.NullMarked;
