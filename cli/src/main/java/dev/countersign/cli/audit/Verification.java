package dev.countersign.cli.audit;

import dev.countersign.client.Ledger;
import dev.countersign.client.LedgerQuestion;
import dev.countersign.client.ProblemException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Proves entries, one or all, against a checkpoint whose signature was verified. */
final class Verification {
  private static final int BUNDLE = 256;
  private static final int NOT_FOUND = 404;

  private final Ledger ledger;
  private final SignedCheckpoint checkpoint;

  Verification(Ledger ledger, SignedCheckpoint checkpoint) {
    this.ledger = ledger;
    this.checkpoint = checkpoint;
  }

  /** Every entry is read and hashed, and the root compared with the one that was signed. */
  void all() {
    var tree = new MerkleTree();
    for (long bundle = 0; tree.size() < checkpoint.size(); bundle++) {
      for (var leaf : leaves(ledger.tile("entries/" + bundlePath(bundle)))) {
        tree.add(leaf);
      }
    }
    NotProven.unless(
        tree.size() == checkpoint.size(),
        "there are " + tree.size() + " entries, and the checkpoint is over " + checkpoint.size());
    expect(tree.root());
  }

  /** The entries of an operation that the checkpoint covers. */
  List<Long> of(String operation) {
    var proven = new ArrayList<Long>();
    try (var entries = ledger.entries(LedgerQuestion.of(operation))) {
      for (var each = entries.iterator(); each.hasNext(); ) {
        var index = each.next().index();
        if (index < checkpoint.size()) {
          one(index);
          proven.add(index);
        }
      }
    }
    return proven;
  }

  void one(long index) {
    NotProven.unless(
        index < checkpoint.size(),
        "entry " + index + " is not covered by the checkpoint, which is over " + checkpoint.size());
    var leaf = MerkleTree.leaf(bytes(index));
    var proof = ledger.inclusion(index, checkpoint.size());
    var hashes = proof.hashes().stream().map(Base64.getDecoder()::decode).toList();
    expect(MerkleTree.root(index, checkpoint.size(), leaf, hashes));
  }

  private byte[] bytes(long index) {
    try {
      return ledger.bytes(index);
    } catch (ProblemException missing) {
      if (missing.status() == NOT_FOUND) {
        throw new NotProven("entry " + index + " is missing");
      }
      throw missing;
    }
  }

  private void expect(byte[] root) {
    var seen = Base64.getEncoder().encodeToString(root);
    NotProven.unless(
        seen.equals(checkpoint.root()),
        "the entries hash to " + seen + ", and the checkpoint says " + checkpoint.root());
  }

  /** Groups of three digits, all but the last with an x before; a partial one says its width. */
  private String bundlePath(long bundle) {
    var path = new StringBuilder(String.format("%03d", bundle % 1000));
    for (var rest = bundle / 1000; rest > 0; rest /= 1000) {
      path.insert(0, String.format("x%03d/", rest % 1000));
    }
    var width = Math.min(BUNDLE, checkpoint.size() - bundle * BUNDLE);
    return width == BUNDLE ? path.toString() : path + ".p/" + width;
  }

  private static List<byte[]> leaves(byte[] bundle) {
    var leaves = new ArrayList<byte[]>();
    try {
      for (var buffer = ByteBuffer.wrap(bundle); buffer.hasRemaining(); ) {
        var entry = new byte[Short.toUnsignedInt(buffer.getShort())];
        buffer.get(entry);
        leaves.add(MerkleTree.leaf(entry));
      }
    } catch (BufferUnderflowException cut) {
      throw new NotProven("a bundle of entries is cut off");
    }
    NotProven.unless(!leaves.isEmpty(), "a bundle of entries is empty");
    return leaves;
  }
}
