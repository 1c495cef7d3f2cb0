package dev.countersign.audit.checkpoint;

import java.util.Arrays;
import java.util.Base64;

/** A text with signature lines below it, as C2SP's signed-note writes it. */
public final class SignedNote {
  private static final String SEPARATOR = "\n\n";
  private static final String MARK = "— ";
  private static final int ID_LENGTH = 4;

  /** The text, a blank line, and one signature. */
  static String write(String text, VerifierKey key, byte[] signature) {
    var encoded = Base64.getEncoder().encodeToString(VerifierKey.join(key.id(), signature));
    return text + '\n' + MARK + key.name() + ' ' + encoded + '\n';
  }

  /**
   * The text of a note, once the given key is found to have signed it. Signatures of other keys are
   * ignored, as the format says.
   *
   * @throws NoteRejected when the key did not sign it
   */
  public static String open(String note, VerifierKey key) throws NoteRejected {
    int split = note.lastIndexOf(SEPARATOR);
    if (split < 0 || !note.endsWith("\n")) {
      throw new NoteRejected("a signed note is a text, a blank line and signatures");
    }
    var text = note.substring(0, split + 1);
    for (var line : note.substring(split + SEPARATOR.length()).split("\n", -1)) {
      if (isBy(key, line, text)) {
        return text;
      }
    }
    throw new NoteRejected("the note is not signed by " + key.name());
  }

  private static boolean isBy(VerifierKey key, String line, String text) throws NoteRejected {
    var start = MARK + key.name() + ' ';
    if (!line.startsWith(start)) {
      return false;
    }
    try {
      var blob = Base64.getDecoder().decode(line.substring(start.length()));
      return blob.length > ID_LENGTH
          && Arrays.equals(key.id(), Arrays.copyOf(blob, ID_LENGTH))
          && key.verifies(text, Arrays.copyOfRange(blob, ID_LENGTH, blob.length));
    } catch (IllegalArgumentException e) {
      throw new NoteRejected("a signature is not base64", e);
    }
  }

  private SignedNote() {}
}
