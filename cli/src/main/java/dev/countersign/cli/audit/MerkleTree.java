package dev.countersign.cli.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** RFC 6962: hashes of leaves, the root over them, and the proof that a leaf is below a root. */
final class MerkleTree {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  /** Roots of whole subtrees, the largest first; what binary says of the size. */
  private final List<byte[]> subtrees = new ArrayList<>();

  private long size;

  static byte[] leaf(byte[] entry) {
    return sha256(LEAF, entry, new byte[0]);
  }

  void add(byte[] leaf) {
    var hash = leaf;
    for (var carried = size; (carried & 1) == 1; carried >>= 1) {
      hash = node(subtrees.removeLast(), hash);
    }
    subtrees.add(hash);
    size++;
  }

  long size() {
    return size;
  }

  byte[] root() {
    if (subtrees.isEmpty()) {
      return digest().digest();
    }
    var root = subtrees.getLast();
    for (var i = subtrees.size() - 2; i >= 0; i--) {
      root = node(subtrees.get(i), root);
    }
    return root;
  }

  /** The root that a leaf and its proof lead to: RFC 9162, 2.1.3.2. */
  static byte[] root(long index, long size, byte[] leaf, List<byte[]> proof) {
    NotProven.unless(index < size, "entry " + index + " is not in a tree of " + size);
    var node = index;
    var last = size - 1;
    var root = leaf;
    for (var sibling : proof) {
      NotProven.unless(last > 0, "the proof is too long");
      if ((node & 1) == 1 || node == last) {
        root = node(sibling, root);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        root = node(root, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    NotProven.unless(last == 0, "the proof is too short");
    return root;
  }

  private static byte[] node(byte[] left, byte[] right) {
    return sha256(NODE, left, right);
  }

  private static byte[] sha256(byte prefix, byte[] left, byte[] right) {
    var digest = digest();
    digest.update(prefix);
    digest.update(left);
    digest.update(right);
    return digest.digest();
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
