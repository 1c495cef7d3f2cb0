package dev.countersign.local.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/**
 * The platform's own keys. They are made here, on this machine, and are worth nothing elsewhere.
 */
public record KeyFiles(Path folder) {
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  /** The private key of an Ed25519 pair; its public key is beside it. */
  public Path signing(String service) throws IOException {
    var file = folder.resolve(service + "-signing.pem");
    if (!Files.exists(file) || !Files.exists(verifying(service))) {
      var pair = generator("Ed25519").generateKeyPair();
      // The public key first: a private key that is there always has its partner.
      PrivateFiles.write(verifying(service), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
      PrivateFiles.write(file, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    }
    return file;
  }

  /** The public key that belongs to {@link #signing}. */
  public Path verifying(String service) {
    return folder.resolve(service + "-verifying.pem");
  }

  /** The RSA key that signs bearer tokens. */
  public RSAPrivateCrtKey token() throws IOException {
    var text =
        PrivateFiles.readOrWrite(
            folder.resolve("token.pem"),
            () -> pem("PRIVATE KEY", rsa().generateKeyPair().getPrivate().getEncoded()));
    var der = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
    try {
      PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
      return (RSAPrivateCrtKey) key;
    } catch (GeneralSecurityException damaged) {
      throw new IOException("the token key in " + folder + " cannot be read", damaged);
    }
  }

  /** What services check bearer tokens with: base64 of the DER encoding. */
  public String tokenVerifying() throws IOException {
    var key = token();
    try {
      var verifying =
          KeyFactory.getInstance("RSA")
              .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
      return Base64.getEncoder().encodeToString(verifying.getEncoded());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static KeyPairGenerator rsa() {
    var generator = generator("RSA");
    generator.initialize(2048);
    return generator;
  }

  private static KeyPairGenerator generator(String algorithm) {
    try {
      return KeyPairGenerator.getInstance(algorithm);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has " + algorithm, impossible);
    }
  }

  private static String pem(String kind, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, LINES.encodeToString(der), kind);
  }
}
