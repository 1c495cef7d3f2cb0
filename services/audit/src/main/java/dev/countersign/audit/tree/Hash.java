package dev.countersign.audit.tree;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A SHA-256 hash: of an entry, or of the two nodes below. Immutable. */
public final class Hash {
  /** In bytes. */
  public static final int LENGTH = 32;

  /** The root of the tree without entries: the hash of nothing. */
  public static final Hash EMPTY_ROOT = new Hash(digest().digest());

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The leaf of an entry. The prefix keeps an entry from passing for a node. */
  public static Hash ofLeaf(byte[] entry) {
    var digest = digest();
    digest.update(LEAF);
    return new Hash(digest.digest(entry));
  }

  /** The node above two nodes. */
  public static Hash ofNode(Hash left, Hash right) {
    var digest = digest();
    digest.update(NODE);
    digest.update(left.bytes);
    return new Hash(digest.digest(right.bytes));
  }

  /** The plain SHA-256 of some content. */
  public static Hash ofContent(byte[] content) {
    return new Hash(digest().digest(content));
  }

  /**
   * A hash that was stored or sent.
   *
   * @throws IllegalArgumentException when it is not 32 bytes long
   */
  public static Hash of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
    }
    return new Hash(bytes.clone());
  }

  /** A copy of the 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** As checkpoints and proofs carry it. */
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** As people compare it. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Hash that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
