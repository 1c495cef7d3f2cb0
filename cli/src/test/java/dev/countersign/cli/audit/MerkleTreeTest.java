package dev.countersign.cli.audit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against the definition of RFC 6962, which splits from above where ours builds from below. */
class MerkleTreeTest {
  private static final int LARGEST = 40;

  @Test
  void rootsAreThoseOfTheDefinition() throws Exception {
    for (var size = 0; size <= LARGEST; size++) {
      var tree = new MerkleTree();
      leaves(size).forEach(tree::add);
      assertArrayEquals(root(leaves(size)), tree.root(), "of " + size);
    }
  }

  @Test
  void everyProofLeadsToTheRootAndOfAnotherEntryToNone() throws Exception {
    for (var size = 1; size <= LARGEST; size++) {
      var leaves = leaves(size);
      for (var index = 0; index < size; index++) {
        var proof = proof(index, leaves);
        assertArrayEquals(root(leaves), MerkleTree.root(index, size, leaves.get(index), proof));
        var other = MerkleTree.leaf("other".getBytes(StandardCharsets.US_ASCII));
        assertFalse(Arrays.equals(root(leaves), MerkleTree.root(index, size, other, proof)));
      }
    }
  }

  @Test
  void proofsOfAnotherLengthProveNothing() throws Exception {
    var leaves = leaves(7);
    var proof = proof(3, leaves);
    var longer = new ArrayList<>(proof);
    longer.add(leaves.getFirst());

    assertThrows(NotProven.class, () -> MerkleTree.root(3, 7, leaves.get(3), longer));
    assertThrows(NotProven.class, () -> MerkleTree.root(3, 7, leaves.get(3), proof.subList(0, 2)));
    assertThrows(NotProven.class, () -> MerkleTree.root(7, 7, leaves.get(3), proof));
  }

  private static List<byte[]> leaves(int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> MerkleTree.leaf(("entry " + i).getBytes(StandardCharsets.US_ASCII)))
        .toList();
  }

  private static byte[] root(List<byte[]> leaves) throws Exception {
    if (leaves.isEmpty()) {
      return MessageDigest.getInstance("SHA-256").digest();
    }
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    var split = Integer.highestOneBit(leaves.size() - 1);
    return node(root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
  }

  private static List<byte[]> proof(int index, List<byte[]> leaves) throws Exception {
    if (leaves.size() == 1) {
      return List.of();
    }
    var split = Integer.highestOneBit(leaves.size() - 1);
    var left = leaves.subList(0, split);
    var right = leaves.subList(split, leaves.size());
    var proof = new ArrayList<>(index < split ? proof(index, left) : proof(index - split, right));
    proof.add(root(index < split ? right : left));
    return proof;
  }

  private static byte[] node(byte[] left, byte[] right) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    digest.update((byte) 1);
    digest.update(left);
    return digest.digest(right);
  }
}
