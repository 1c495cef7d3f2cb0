package dev.countersign.embedded;

import dev.countersign.client.Ledger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Verifies the ledger with nothing of the product's own code: the C2SP formats (tlog-checkpoint,
 * signed note, tlog-tiles), read afresh here. Every entry is fetched, hashed, and the root compared
 * with the signed one.
 */
public final class LedgerProof {
  private static final int BUNDLE = 256;
  private static final int KEY_ID_BYTES = 4;
  private static final byte ED25519 = 1;
  private static final String X509_PREFIX = "302a300506032b6570032100";

  /** What was proven. */
  public record Verified(long size, String root) {}

  /**
   * Verifies all of it.
   *
   * @throws IllegalStateException when it does not prove itself
   */
  public static Verified of(Ledger ledger) throws Exception {
    var note = ledger.checkpoint();
    var text = note.substring(0, note.indexOf("\n\n") + 1);
    var lines = text.split("\n");
    unless(lines.length >= 3, "not a checkpoint: " + note);
    verifySignature(note, text, ledger.key());
    var size = Long.parseLong(lines[1]);
    var leaves = new ArrayList<byte[]>();
    for (var bundle = 0; leaves.size() < size; bundle++) {
      leaves.addAll(hashes(ledger.tile("entries/" + bundlePath(bundle, size))));
    }
    unless(
        leaves.size() == size,
        "the checkpoint is over " + size + " entries, there are " + leaves.size());
    var root = Base64.getEncoder().encodeToString(root(leaves));
    unless(
        root.equals(lines[2]), "the entries hash to " + root + ", the checkpoint says " + lines[2]);
    return new Verified(size, root);
  }

  private static void verifySignature(String note, String text, String verifierKey)
      throws Exception {
    var parts = verifierKey.split("\\+", 3);
    var key = Base64.getDecoder().decode(parts[2]);
    unless(key[0] == ED25519, "not an Ed25519 key: " + verifierKey);
    var prefix = "— " + parts[0] + " ";
    var line = note.lines().filter(each -> each.startsWith(prefix)).findFirst();
    unless(line.isPresent(), "no signature by " + parts[0]);
    var signed = Base64.getDecoder().decode(line.orElseThrow().substring(prefix.length()));
    var keyId = HexFormat.of().formatHex(signed, 0, KEY_ID_BYTES);
    unless(keyId.equals(parts[1]), "signed with key " + keyId + ", not " + parts[1]);
    var x509 = HexFormat.of().parseHex(X509_PREFIX + HexFormat.of().formatHex(key, 1, key.length));
    var verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509)));
    verifier.update(text.getBytes(StandardCharsets.UTF_8));
    unless(
        verifier.verify(Arrays.copyOfRange(signed, KEY_ID_BYTES, signed.length)),
        "the checkpoint's signature does not verify");
  }

  /** Groups of three digits, all but the last with an x before; a partial bundle says its width. */
  private static String bundlePath(long bundle, long size) {
    var path = new StringBuilder(String.format("%03d", bundle % 1000));
    for (var rest = bundle / 1000; rest > 0; rest /= 1000) {
      path.insert(0, String.format("x%03d/", rest % 1000));
    }
    var width = Math.min(BUNDLE, size - bundle * BUNDLE);
    return width == BUNDLE ? path.toString() : path + ".p/" + width;
  }

  private static List<byte[]> hashes(byte[] bundle) throws Exception {
    var leaves = new ArrayList<byte[]>();
    for (var buffer = ByteBuffer.wrap(bundle); buffer.hasRemaining(); ) {
      var entry = new byte[Short.toUnsignedInt(buffer.getShort())];
      buffer.get(entry);
      leaves.add(sha256((byte) 0, entry, new byte[0]));
    }
    return leaves;
  }

  private static byte[] root(List<byte[]> leaves) throws Exception {
    if (leaves.isEmpty()) {
      return MessageDigest.getInstance("SHA-256").digest();
    }
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    var split = Integer.highestOneBit(leaves.size() - 1);
    return sha256(
        (byte) 1, root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
  }

  private static byte[] sha256(byte prefix, byte[] left, byte[] right) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    digest.update(prefix);
    digest.update(left);
    digest.update(right);
    return digest.digest();
  }

  private static void unless(boolean proven, String whatWasSeen) {
    if (!proven) {
      throw new IllegalStateException(whatWasSeen);
    }
  }

  private LedgerProof() {}
}
