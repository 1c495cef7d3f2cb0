package dev.countersign.audit.tree;

import java.util.ArrayList;
import java.util.List;

/** Which subtrees make up a proof, in the order of RFC 6962, section 2.1. */
public final class Proof {
  /**
   * The proof that a tree of the given size holds the entry at the index.
   *
   * @throws IllegalArgumentException when the tree has no such entry
   */
  public static List<Range> inclusion(long index, long size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("a tree of " + size + " has no entry " + index);
    }
    var path = new ArrayList<Range>();
    var tree = new Range(0, size);
    while (tree.to() - tree.from() > 1) {
      long split = tree.from() + split(tree.to() - tree.from());
      var left = new Range(tree.from(), split);
      var right = new Range(split, tree.to());
      path.add(index < split ? right : left);
      tree = index < split ? left : right;
    }
    return path.reversed();
  }

  /**
   * The proof that the tree of the larger size has the one of the smaller as its beginning.
   *
   * @throws IllegalArgumentException when the sizes are not in order, or the smaller is 0
   */
  public static List<Range> consistency(long smaller, long larger) {
    if (smaller < 1 || smaller > larger) {
      throw new IllegalArgumentException("no proof between " + smaller + " and " + larger);
    }
    var path = new ArrayList<Range>();
    var tree = new Range(0, larger);
    boolean known = true; // the verifier has this subtree's hash: it is the smaller tree's root
    while (smaller < tree.to()) {
      long split = tree.from() + split(tree.to() - tree.from());
      var left = new Range(tree.from(), split);
      var right = new Range(split, tree.to());
      if (smaller <= split) {
        path.add(right);
        tree = left;
      } else {
        path.add(left);
        tree = right;
        known = false;
      }
    }
    if (!known) {
      path.add(tree);
    }
    return path.reversed();
  }

  /** The largest power of two below n. */
  private static long split(long n) {
    return Long.highestOneBit(n - 1);
  }

  private Proof() {}
}
