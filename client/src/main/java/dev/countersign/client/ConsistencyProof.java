package dev.countersign.client;

import java.util.List;

/** That the tree of one size is the beginning of another's. All hashes are base64. */
public record ConsistencyProof(
    long from, long to, String fromRootHash, String toRootHash, List<String> hashes) {}
