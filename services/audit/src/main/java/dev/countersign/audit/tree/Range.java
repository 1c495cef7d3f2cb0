package dev.countersign.audit.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Consecutive entries that are one subtree of some tree: complete, or at its right edge.
 *
 * @param from the first entry; aligned, as subtrees are
 * @param to after the last entry
 */
public record Range(long from, long to) {
  public Range {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("not a range: " + from + " to " + to);
    }
  }

  /** The fewest complete subtrees that make up this range, from left to right: O(log n). */
  public List<NodeId> nodes() {
    var nodes = new ArrayList<NodeId>();
    long at = from;
    while (at < to) {
      int fits = 63 - Long.numberOfLeadingZeros(to - at);
      int aligned = at == 0 ? fits : Long.numberOfTrailingZeros(at);
      int level = Math.min(fits, aligned);
      nodes.add(new NodeId(level, at >> level));
      at += 1L << level;
    }
    return nodes;
  }

  /** The subtree's hash, from the hashes of its {@link #nodes}. */
  public Hash hash(Function<NodeId, Hash> stored) {
    return fold(nodes().stream().map(stored).toList());
  }

  /** Joins complete subtrees, largest first, into the root above them. */
  static Hash fold(List<Hash> subtrees) {
    if (subtrees.isEmpty()) {
      return Hash.EMPTY_ROOT;
    }
    var root = subtrees.getLast();
    for (int i = subtrees.size() - 2; i >= 0; i--) {
      root = Hash.ofNode(subtrees.get(i), root);
    }
    return root;
  }
}
