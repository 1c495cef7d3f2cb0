package dev.countersign.cli.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A C2SP checkpoint whose signature verifies.
 *
 * @param root in base64
 */
record SignedCheckpoint(String origin, long size, String root) {
  private static final int KEY_ID_BYTES = 4;
  private static final byte ED25519 = 1;
  private static final String X509_PREFIX = "302a300506032b6570032100";

  /**
   * @param note a C2SP signed note
   * @param verifierKey name, key id and key, joined by plus signs
   */
  static SignedCheckpoint verified(String note, String verifierKey) {
    var end = note.indexOf("\n\n");
    NotProven.unless(end > 0, "the checkpoint is no signed note");
    var text = note.substring(0, end + 1);
    var lines = text.split("\n");
    NotProven.unless(lines.length >= 3, "the checkpoint has no origin, size and root");
    try {
      verify(note, text, verifierKey);
      return new SignedCheckpoint(lines[0], Long.parseLong(lines[1]), lines[2]);
    } catch (GeneralSecurityException | IllegalArgumentException malformed) {
      throw new NotProven("the checkpoint or its key cannot be read: " + malformed.getMessage());
    }
  }

  private static void verify(String note, String text, String verifierKey)
      throws GeneralSecurityException {
    var parts = verifierKey.strip().split("\\+", 3);
    NotProven.unless(parts.length == 3, "this is no verifier key: " + verifierKey);
    var key = Base64.getDecoder().decode(parts[2]);
    NotProven.unless(key.length > 1 && key[0] == ED25519, "this is no Ed25519 key");
    var prefix = "— " + parts[0] + " ";
    var line = note.lines().filter(each -> each.startsWith(prefix)).findFirst().orElse("");
    NotProven.unless(!line.isEmpty(), "the checkpoint is not signed by " + parts[0]);
    var signed = Base64.getDecoder().decode(line.substring(prefix.length()));
    NotProven.unless(signed.length > KEY_ID_BYTES, "the signature is too short");
    var keyId = HexFormat.of().formatHex(signed, 0, KEY_ID_BYTES);
    NotProven.unless(keyId.equals(parts[1]), "signed with key " + keyId + ", not " + parts[1]);
    var x509 = HexFormat.of().parseHex(X509_PREFIX + HexFormat.of().formatHex(key, 1, key.length));
    var verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509)));
    verifier.update(text.getBytes(StandardCharsets.UTF_8));
    NotProven.unless(
        verifier.verify(Arrays.copyOfRange(signed, KEY_ID_BYTES, signed.length)),
        "the checkpoint's signature does not verify");
  }
}
