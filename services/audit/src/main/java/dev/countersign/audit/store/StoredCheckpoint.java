package dev.countersign.audit.store;

import dev.countersign.audit.tree.Hash;
import java.time.Instant;

/**
 * A checkpoint as it was signed.
 *
 * @param note the signed note, exactly
 */
public record StoredCheckpoint(long size, Hash root, String note, Instant signedAt) {}
