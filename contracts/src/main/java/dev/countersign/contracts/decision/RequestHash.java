package dev.countersign.contracts.decision;

import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.json.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over a request's canonical JSON, lower-case hex. Any change to the request changes it.
 */
public final class RequestHash {
  /** The hash of the whole request. */
  public static String of(OperationRequested request) {
    return sha256(Json.bytes(request));
  }

  /** SHA-256, lower-case hex. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private RequestHash() {}
}
