package dev.countersign.audit.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * As much of a tree as appending needs: its size and the roots of the complete subtrees that it
 * falls into, largest first, one for each bit of the size.
 */
public record Frontier(long size, List<Hash> subtrees) {
  /** The tree without entries. */
  public static final Frontier EMPTY = new Frontier(0, List.of());

  public Frontier {
    subtrees = List.copyOf(subtrees);
    if (size < 0 || subtrees.size() != Long.bitCount(size)) {
      throw new IllegalArgumentException(
          "a tree of " + size + " entries does not have " + subtrees.size() + " subtrees");
    }
  }

  /** The frontier of a stored tree. */
  public static Frontier load(long size, Function<NodeId, Hash> stored) {
    return new Frontier(size, new Range(0, size).nodes().stream().map(stored).toList());
  }

  /** The root over all entries. */
  public Hash root() {
    return Range.fold(subtrees);
  }

  /** The tree with these leaves behind its own, and every node that they completed. */
  public Growth append(List<Hash> leaves) {
    var edge = new ArrayList<>(subtrees);
    var completed = new ArrayList<Node>();
    long at = size;
    for (var leaf : leaves) {
      var hash = leaf;
      completed.add(new Node(new NodeId(0, at), hash));
      // As in a binary counter: each trailing 1 of the size is a subtree that gets its right half.
      for (int level = 0; (at >> level & 1) == 1; level++) {
        hash = Hash.ofNode(edge.removeLast(), hash);
        completed.add(new Node(new NodeId(level + 1, at >> (level + 1)), hash));
      }
      edge.add(hash);
      at++;
    }
    return new Growth(new Frontier(at, edge), completed);
  }

  /**
   * What an append leads to.
   *
   * @param frontier of the larger tree
   * @param completed the new nodes, leaves included, each exactly once in the life of a tree
   */
  public record Growth(Frontier frontier, List<Node> completed) {
    public Growth {
      completed = List.copyOf(completed);
    }
  }
}
