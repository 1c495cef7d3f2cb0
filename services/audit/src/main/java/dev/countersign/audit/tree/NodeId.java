package dev.countersign.audit.tree;

/**
 * A complete subtree: the entries from {@code index << level} on, {@code 1 << level} of them. Once
 * it is complete its hash never changes, which is why nodes can be stored append-only.
 *
 * @param level 0 for leaves
 * @param index from the left, from 0, within the level
 */
public record NodeId(int level, long index) {}
