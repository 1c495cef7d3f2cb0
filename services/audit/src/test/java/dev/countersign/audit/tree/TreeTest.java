package dev.countersign.audit.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TreeTest {
  private static final int MOST = 130;
  private static final List<Hash> LEAVES =
      IntStream.range(0, MOST)
          .mapToObj(i -> Hash.ofLeaf(("entry " + i).getBytes(StandardCharsets.UTF_8)))
          .toList();

  @Test
  void rootsAreThoseOfTheCertificateTransparencyTestVectors() {
    var entries =
        List.of(
            "",
            "00",
            "10",
            "2021",
            "3031",
            "40414243",
            "5051525354555657",
            "606162636465666768696a6b6c6d6e6f");
    var roots =
        List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    var tree = Frontier.EMPTY;
    assertEquals(roots.getFirst(), tree.root().hex());
    for (int i = 0; i < entries.size(); i++) {
      var leaf = Hash.ofLeaf(HexFormat.of().parseHex(entries.get(i)));
      tree = tree.append(List.of(leaf)).frontier();
      assertEquals(roots.get(i + 1), tree.root().hex());
    }
  }

  @Test
  void everyRootIsTheNaiveOne() {
    for (int size = 0; size <= MOST; size++) {
      var leaves = LEAVES.subList(0, size);
      assertEquals(NaiveTree.root(leaves), Frontier.EMPTY.append(leaves).frontier().root());
    }
  }

  @Test
  void batchesOfAnySizeCompleteEachNodeOnceAndLeadToTheSameTree() {
    for (int seed = 0; seed < 50; seed++) {
      var random = new Random(seed);
      var stored = new HashMap<NodeId, Hash>();
      var tree = Frontier.EMPTY;
      while (tree.size() < MOST) {
        int from = (int) tree.size();
        var batch = LEAVES.subList(from, Math.min(MOST, from + 1 + random.nextInt(40)));
        var growth = tree.append(batch);
        for (var node : growth.completed()) {
          assertNull(stored.put(node.id(), node.hash()), "seed " + seed + ", " + node.id());
        }
        tree = growth.frontier();
        assertEquals(
            tree,
            Frontier.load(tree.size(), id -> stored.getOrDefault(id, Hash.EMPTY_ROOT)),
            "seed " + seed);
      }
      assertEquals(NaiveTree.root(LEAVES), tree.root(), "seed " + seed);
    }
  }

  @Test
  void everyInclusionProofIsTheNaiveOneAndVerifies() {
    var stored = stored();
    for (int size = 1; size <= MOST; size++) {
      var leaves = LEAVES.subList(0, size);
      var root = NaiveTree.root(leaves);
      for (int index = 0; index < size; index++) {
        var proof = hashes(Proof.inclusion(index, size), stored);
        assertEquals(NaiveTree.path(index, leaves), proof);
        assertTrue(ProofCheck.inclusion(index, size, LEAVES.get(index), proof, root));
      }
    }
  }

  @Test
  void noInclusionProofVerifiesForAnotherLeafPlaceRootOrLength() {
    var stored = stored();
    for (int size = 2; size <= 40; size++) {
      var root = NaiveTree.root(LEAVES.subList(0, size));
      for (int index = 0; index < size; index++) {
        var proof = hashes(Proof.inclusion(index, size), stored);
        var leaf = LEAVES.get(index);
        int other = (index + 1) % size;
        assertFalse(ProofCheck.inclusion(index, size, LEAVES.get(other), proof, root));
        assertFalse(ProofCheck.inclusion(other, size, leaf, proof, root));
        assertFalse(ProofCheck.inclusion(index, size, leaf, proof, Hash.EMPTY_ROOT));
        assertFalse(ProofCheck.inclusion(index, size, leaf, proof.subList(1, proof.size()), root));
        var longer = new ArrayList<>(proof);
        longer.add(leaf);
        assertFalse(ProofCheck.inclusion(index, size, leaf, longer, root));
      }
    }
  }

  @Test
  void everyConsistencyProofIsTheNaiveOneAndVerifies() {
    var stored = stored();
    for (int larger = 1; larger <= MOST; larger++) {
      var leaves = LEAVES.subList(0, larger);
      var root = NaiveTree.root(leaves);
      for (int smaller = 1; smaller <= larger; smaller++) {
        var proof = hashes(Proof.consistency(smaller, larger), stored);
        assertEquals(NaiveTree.proof(smaller, leaves), proof);
        var old = new Range(0, smaller).hash(id -> stored.getOrDefault(id, Hash.EMPTY_ROOT));
        assertTrue(ProofCheck.consistency(smaller, old, larger, root, proof));
      }
    }
  }

  @Test
  void noConsistencyProofVerifiesForAnotherHistory() {
    var stored = stored();
    for (int larger = 2; larger <= 40; larger++) {
      var root = NaiveTree.root(LEAVES.subList(0, larger));
      for (int smaller = 1; smaller < larger; smaller++) {
        var proof = hashes(Proof.consistency(smaller, larger), stored);
        var old = NaiveTree.root(LEAVES.subList(0, smaller));
        var changed = new ArrayList<>(LEAVES.subList(0, smaller));
        changed.set(smaller - 1, Hash.EMPTY_ROOT);
        var forged = NaiveTree.root(changed);
        assertFalse(ProofCheck.consistency(smaller, forged, larger, root, proof));
        assertFalse(ProofCheck.consistency(smaller, old, larger, Hash.EMPTY_ROOT, proof));
        assertFalse(ProofCheck.consistency(smaller, old, larger, root, List.of()));
      }
    }
  }

  private static Map<NodeId, Hash> stored() {
    var stored = new HashMap<NodeId, Hash>();
    Frontier.EMPTY.append(LEAVES).completed().forEach(node -> stored.put(node.id(), node.hash()));
    return stored;
  }

  private static List<Hash> hashes(List<Range> ranges, Map<NodeId, Hash> stored) {
    return ranges.stream()
        .map(range -> range.hash(id -> stored.getOrDefault(id, Hash.EMPTY_ROOT)))
        .toList();
  }
}
