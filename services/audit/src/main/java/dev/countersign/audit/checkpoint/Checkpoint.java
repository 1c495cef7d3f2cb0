package dev.countersign.audit.checkpoint;

import dev.countersign.audit.tree.Hash;
import java.util.Base64;

/**
 * A commitment to the whole ledger.
 *
 * @param origin which ledger; also the name of its key
 * @param size how many entries
 * @param root the Merkle tree's root over all of them
 */
public record Checkpoint(String origin, long size, Hash root) {
  /** The text that is signed: three lines. */
  public String text() {
    return origin + '\n' + size + '\n' + root.base64() + '\n';
  }

  /**
   * Reads the text of a note. Extension lines after the third are allowed, as the format says, and
   * ignored.
   *
   * @throws NoteRejected when it is no checkpoint
   */
  public static Checkpoint parse(String text) throws NoteRejected {
    var lines = text.split("\n", -1);
    if (lines.length < 4 || lines[0].isEmpty()) {
      throw new NoteRejected("a checkpoint has three lines: origin, size, root");
    }
    if (!lines[1].matches("0|[1-9][0-9]{0,17}")) {
      throw new NoteRejected("the second line is not a size");
    }
    try {
      var root = Hash.of(Base64.getDecoder().decode(lines[2]));
      return new Checkpoint(lines[0], Long.parseLong(lines[1]), root);
    } catch (IllegalArgumentException e) {
      throw new NoteRejected("the third line is not a root hash in base64", e);
    }
  }
}
