package dev.countersign.client;

import java.util.List;

/** That the tree of a size has an entry. All hashes are base64. */
public record InclusionProof(
    long index, long size, String leafHash, String rootHash, List<String> hashes) {}
