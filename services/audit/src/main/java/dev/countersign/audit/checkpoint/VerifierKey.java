package dev.countersign.audit.checkpoint;

import dev.countersign.audit.tree.Hash;
import dev.countersign.contracts.decision.SigningKeys;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The public half of a note's key, with the name that it signs under.
 *
 * @param name without spaces and plus signs; the ledger's origin
 * @param key Ed25519
 */
public record VerifierKey(String name, PublicKey key) {
  private static final byte ED25519 = 1;
  private static final int ID_LENGTH = 4;
  private static final Pattern FORM = Pattern.compile("([^\\s+]+)\\+([0-9a-f]{8})\\+(\\S+)");
  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  public VerifierKey {
    if (!name.matches("[^\\s+]+")) {
      throw new IllegalArgumentException("a key's name has no spaces and no plus signs");
    }
  }

  /**
   * Reads {@code name+keyid+base64}.
   *
   * @throws NoteRejected when it is not of that form, or its parts do not belong together
   */
  public static VerifierKey parse(String vkey) throws NoteRejected {
    var matcher = FORM.matcher(vkey.strip());
    if (!matcher.matches()) {
      throw new NoteRejected("a verifier key has the form name+keyid+base64");
    }
    try {
      var typed = Base64.getDecoder().decode(matcher.group(3));
      if (typed.length != 1 + Hash.LENGTH || typed[0] != ED25519) {
        throw new NoteRejected("the verifier key is not an Ed25519 key");
      }
      var x509 = join(X509_PREFIX, Arrays.copyOfRange(typed, 1, typed.length));
      var key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509));
      var read = new VerifierKey(matcher.group(1), key);
      if (!HexFormat.of().formatHex(read.id()).equals(matcher.group(2))) {
        throw new NoteRejected("the key id does not belong to this name and key");
      }
      return read;
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new NoteRejected("the verifier key is not an Ed25519 key", e);
    }
  }

  /** The first 4 bytes of SHA-256 over the name, a newline, the algorithm and the key. */
  public byte[] id() {
    var named = join((name + '\n').getBytes(StandardCharsets.UTF_8), typedKey());
    return Arrays.copyOf(Hash.ofContent(named).bytes(), ID_LENGTH);
  }

  /** {@code name+keyid+base64(0x01, key)}, as verifiers are configured with it. */
  public String vkey() {
    var encoded = Base64.getEncoder().encodeToString(typedKey());
    return name + '+' + HexFormat.of().formatHex(id()) + '+' + encoded;
  }

  /** Whether this key made the signature over exactly this text. */
  boolean verifies(String text, byte[] signature) {
    try {
      var verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(text.getBytes(StandardCharsets.UTF_8));
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private byte[] typedKey() {
    return join(new byte[] {ED25519}, SigningKeys.raw(key));
  }

  static byte[] join(byte[] first, byte[] second) {
    var joined = new ByteArrayOutputStream();
    joined.writeBytes(first);
    joined.writeBytes(second);
    return joined.toByteArray();
  }
}
