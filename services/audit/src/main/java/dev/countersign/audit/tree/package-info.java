/**
 * The Merkle tree of RFC 6962 and C2SP's tlog-tiles, as pure functions. Enters: leaf hashes, and
 * stored nodes. Leaves: nodes to store, roots and proofs. Promised: appending costs as much as what
 * is appended, a proof as much as the logarithm of the tree, and any verifier of these formats
 * agrees.
 */
@NullMarked
package dev.countersign.audit.tree;

import org.jspecify.annotations.NullMarked;
