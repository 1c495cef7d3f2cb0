package dev.countersign.audit.verify;

import dev.countersign.audit.checkpoint.Checkpoint;
import dev.countersign.audit.checkpoint.NoteRejected;
import dev.countersign.audit.checkpoint.SignedNote;
import dev.countersign.audit.checkpoint.VerifierKey;
import dev.countersign.audit.tree.Frontier;
import dev.countersign.audit.tree.Hash;
import dev.countersign.audit.tree.TilePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes a ledger's root again from its entries and compares it with what was signed. */
public final class LedgerCheck {
  /**
   * Verifies all entries under the newest checkpoint.
   *
   * @param earlier a checkpoint that was kept from before, and must be the beginning of this one
   * @return the checkpoint that holds
   * @throws Broken when it does not hold
   * @throws IOException when a file cannot be read
   */
  public static Checkpoint check(VerifierKey key, Tiles tiles, @Nullable String earlier)
      throws Broken, IOException {
    var checkpoint = open(key, utf8(tiles.read("checkpoint")));
    var before = earlier == null ? null : open(key, earlier);
    if (before != null && before.size() > checkpoint.size()) {
      throw new Broken(
          "the ledger had " + before.size() + " entries and has " + checkpoint.size() + " now");
    }
    var tree = Frontier.EMPTY;
    for (var bundle : TilePath.all(TilePath.ENTRIES, checkpoint.size())) {
      var leaves = leaves(bundle, tiles);
      compare(bundle, leaves, tiles);
      if (before != null && before.size() > tree.size()) {
        confirm(before, tree, leaves);
      }
      tree = tree.append(leaves).frontier();
    }
    if (!tree.root().equals(checkpoint.root())) {
      throw new Broken(
          "the entries lead to the root "
              + tree.root().base64()
              + ", and "
              + checkpoint.root().base64()
              + " was signed");
    }
    return checkpoint;
  }

  private static Checkpoint open(VerifierKey key, String note) throws Broken {
    try {
      var checkpoint = Checkpoint.parse(SignedNote.open(note, key));
      if (!checkpoint.origin().equals(key.name())) {
        throw new Broken("the checkpoint is one of " + checkpoint.origin());
      }
      return checkpoint;
    } catch (NoteRejected e) {
      throw new Broken("the checkpoint does not hold: " + e.getMessage(), e);
    }
  }

  private static List<Hash> leaves(TilePath bundle, Tiles tiles) throws IOException, Broken {
    var bytes = ByteBuffer.wrap(tiles.read("tile/" + bundle));
    var leaves = new ArrayList<Hash>();
    while (bytes.remaining() >= Short.BYTES) {
      var entry = new byte[Math.min(Short.toUnsignedInt(bytes.getShort()), bytes.remaining())];
      bytes.get(entry);
      leaves.add(Hash.ofLeaf(entry));
    }
    if (leaves.size() != bundle.width()) {
      throw new Broken(
          "tile/" + bundle + " has " + leaves.size() + " entries, not " + bundle.width());
    }
    return leaves;
  }

  /** The stored leaf hashes are not needed to find a change; they tell where it is. */
  private static void compare(TilePath bundle, List<Hash> leaves, Tiles tiles)
      throws IOException, Broken {
    var stored = tiles.read("tile/" + new TilePath(0, bundle.index(), bundle.width()));
    for (int i = 0; i < leaves.size(); i++) {
      int from = i * Hash.LENGTH;
      var hash = leaves.get(i).bytes();
      if (stored.length < from + Hash.LENGTH
          || !Arrays.equals(hash, Arrays.copyOfRange(stored, from, from + Hash.LENGTH))) {
        throw new Broken("entry " + (bundle.from() + i) + " was changed");
      }
    }
  }

  /** Where the earlier ledger ended within these leaves, the root up to there must be its root. */
  private static void confirm(Checkpoint before, Frontier tree, List<Hash> leaves) throws Broken {
    long inside = before.size() - tree.size();
    if (inside <= leaves.size()) {
      var root = tree.append(leaves.subList(0, (int) inside)).frontier().root();
      if (!root.equals(before.root())) {
        throw new Broken("the first " + before.size() + " entries are not those of before");
      }
    }
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private LedgerCheck() {}
}
