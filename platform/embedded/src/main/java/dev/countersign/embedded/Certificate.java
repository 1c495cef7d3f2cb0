package dev.countersign.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * What a server on loopback shows its clients, made anew for it and valid for a day. It is its own
 * authority.
 *
 * @param withKey certificate and private key, in PEM, for the server
 * @param authority what clients have to trust, in PEM
 */
public record Certificate(Path withKey, Path authority) {
  private static final String ALIAS = "server";
  private static final String PASSWORD = "password";

  /** Made by the JDK's keytool, since the JDK's API reads certificates and makes none. */
  public static Certificate make(Path folder) {
    var store = folder.resolve("server.p12");
    var keytool =
        Signals.run(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=ip:127.0.0.1,dns:localhost",
            "-validity",
            "1",
            "-keystore",
            store.toString(),
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD);
    if (keytool != 0) {
      throw new ChildFailed("keytool made no certificate in " + folder);
    }
    try {
      var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
      var key = pem("PRIVATE KEY", keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
      var certificate = pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
      return new Certificate(
          Files.writeString(folder.resolve("server.pem"), key + certificate),
          Files.writeString(folder.resolve("ca.crt"), certificate));
    } catch (IOException | GeneralSecurityException broken) {
      throw new ChildFailed("no certificate in " + folder, broken);
    }
  }

  private static String pem(String what, byte[] content) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(what, Base64.getMimeEncoder().encodeToString(content), what);
  }
}
