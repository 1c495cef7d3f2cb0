package dev.countersign.audit.tree;

/** A complete subtree and its hash. */
public record Node(NodeId id, Hash hash) {}
