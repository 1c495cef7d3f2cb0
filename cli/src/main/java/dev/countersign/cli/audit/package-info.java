/**
 * The ledger, read and verified. Enters: entries, tiles, checkpoints and proofs of the API. Leaves:
 * entries; whether the ledger proves itself, worked out here. Promised: nothing that the server
 * says about its own proofs is believed but the bytes.
 */
@NullMarked
package dev.countersign.cli.audit;

import org.jspecify.annotations.NullMarked;
