package dev.countersign.local.home;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path temporary;
  private DataFolder data = new DataFolder(Path.of(""));

  @BeforeEach
  void prepare() throws IOException {
    data = new DataFolder(temporary.resolve("data"));
    data.prepare();
  }

  @Test
  void theSettingsOfServicesThatDoNotRunAnyMoreAreForgottenAndNothingElse() throws IOException {
    Files.writeString(data.environment("executor"), "PASSWORD=secret");
    var state = Files.writeString(data.run().resolve("state.json"), "{}");

    data.forgetEnvironments();

    try (var files = Files.list(data.run())) {
      assertEquals(List.of(state), files.toList());
    }
    new DataFolder(temporary.resolve("never-up")).forgetEnvironments();
  }

  @Test
  void passwordsAndKeysAreMadeOnceAndForTheirOwnerAlone() throws IOException {
    var passwords = new Passwords(data.secrets());
    var first = passwords.of("policy");
    assertEquals(first, passwords.of("policy"));
    assertNotEquals(first, passwords.of("policy_owner"));

    var keys = new KeyFiles(data.secrets());
    var pem = Files.readString(keys.signing("policy"));
    assertEquals(pem, Files.readString(keys.signing("policy")));
    assertEquals(keys.tokenVerifying(), keys.tokenVerifying());

    try (var files = Files.list(data.secrets())) {
      for (var file : files.toList()) {
        assertEquals(
            "rw-------",
            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
            file.toString());
      }
    }
  }

  @Test
  void theVerifyingKeyBelongsToTheSigningKey() throws Exception {
    var keys = new KeyFiles(data.secrets());
    var ed25519 = KeyFactory.getInstance("Ed25519");
    var signing = ed25519.generatePrivate(new PKCS8EncodedKeySpec(der(keys.signing("audit"))));
    var verifying = ed25519.generatePublic(new X509EncodedKeySpec(der(keys.verifying("audit"))));

    var signature = Signature.getInstance("Ed25519");
    signature.initSign(signing);
    signature.update(new byte[] {1, 2, 3});
    var signed = signature.sign();
    signature.initVerify(verifying);
    signature.update(new byte[] {1, 2, 3});
    assertTrue(signature.verify(signed));
  }

  private static byte[] der(Path pem) throws IOException {
    return Base64.getMimeDecoder()
        .decode(Files.readString(pem).replaceAll("-----[A-Z ]+-----", ""));
  }

  @Test
  void aTokenIsWhatTheServicesCheck() throws Exception {
    var keys = new KeyFiles(data.secrets());
    var token =
        new BearerToken("dana", List.of("DBA"), Duration.ofMinutes(1))
            .signed(keys.token(), Instant.ofEpochSecond(1_000));
    var parts = token.split("\\.", -1);

    var key =
        KeyFactory.getInstance("RSA")
            .generatePublic(
                new X509EncodedKeySpec(Base64.getDecoder().decode(keys.tokenVerifying())));
    var signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(key);
    signature.update((parts[0] + "." + parts[1]).getBytes(US_ASCII));
    assertTrue(signature.verify(Base64.getUrlDecoder().decode(parts[2])));
    var claims = new String(Base64.getUrlDecoder().decode(parts[1]), US_ASCII);
    assertTrue(claims.contains("\"groups\":[\"DBA\"]"), claims);
    assertTrue(claims.contains("\"exp\":1060"), claims);
  }

  @Test
  void portsAreRememberedUnlessSomebodyElseSitsThere() throws IOException {
    int first = new PortBook(data).of("broker");
    assertEquals(first, new PortBook(data).of("broker"));

    try (var stranger = new ServerSocket(first, 1, InetAddress.getLoopbackAddress())) {
      assertEquals(first, stranger.getLocalPort());
      assertNotEquals(first, new PortBook(data).of("broker"));
    }
  }

  @Test
  void aFileThatIsThereIsNotWrittenAgain() throws IOException {
    var file = Accounts.file(data);
    Files.writeString(file, "accounts: []\n");
    assertEquals("accounts: []\n", Files.readString(Accounts.file(data)));
  }
}
