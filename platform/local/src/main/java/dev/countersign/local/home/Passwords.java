package dev.countersign.local.home;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** One password per database role, made once and kept. */
public record Passwords(Path folder) {
  public String of(String role) throws IOException {
    return PrivateFiles.readOrWrite(folder.resolve(role + ".password"), Passwords::random).strip();
  }

  private static String random() {
    var bytes = new byte[18];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
