package dev.countersign.audit.tree;

import java.util.List;

/** The verifier's side, after RFC 9162, sections 2.1.3.2 and 2.1.4.2. Needs no tree. */
public final class ProofCheck {
  /** Whether the proof leads from the leaf to the root. */
  public static boolean inclusion(long index, long size, Hash leaf, List<Hash> proof, Hash root) {
    if (index < 0 || index >= size) {
      return false;
    }
    long node = index;
    long last = size - 1;
    var hash = leaf;
    for (var sibling : proof) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = Hash.ofNode(sibling, hash);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = Hash.ofNode(hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && hash.equals(root);
  }

  /** Whether the proof shows that the larger tree only appended to the smaller. */
  public static boolean consistency(
      long smaller, Hash smallerRoot, long larger, Hash largerRoot, List<Hash> proof) {
    if (smaller < 1 || smaller > larger) {
      return false;
    }
    if (smaller == larger) {
      return proof.isEmpty() && smallerRoot.equals(largerRoot);
    }
    // A complete smaller tree is a node of the larger one, and the proof leaves it out.
    boolean complete = Long.bitCount(smaller) == 1;
    if (!complete && proof.isEmpty()) {
      return false;
    }
    var first = complete ? smallerRoot : proof.getFirst();
    return climb(smaller, smallerRoot, larger, largerRoot, first, complete ? proof : tail(proof));
  }

  private static boolean climb(
      long smaller, Hash smallerRoot, long larger, Hash largerRoot, Hash first, List<Hash> path) {
    long node = smaller - 1;
    long last = larger - 1;
    while ((node & 1) == 1) {
      node >>= 1;
      last >>= 1;
    }
    var old = first;
    var current = first;
    for (var sibling : path) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        old = Hash.ofNode(sibling, old);
        current = Hash.ofNode(sibling, current);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        current = Hash.ofNode(current, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && old.equals(smallerRoot) && current.equals(largerRoot);
  }

  private static List<Hash> tail(List<Hash> proof) {
    return proof.subList(1, proof.size());
  }

  private ProofCheck() {}
}
