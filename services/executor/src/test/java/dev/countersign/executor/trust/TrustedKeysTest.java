package dev.countersign.executor.trust;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.countersign.contracts.decision.SigningKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedKeysTest {
  @TempDir Path folder;

  @Test
  void policysNextKeyIsTrustedBesideTheOldOneUntilThatIsTakenOut() throws Exception {
    var old = key();
    var next = key();
    var file = Files.writeString(folder.resolve("keys.pem"), pem(old));
    var trusted = new TrustedKeys(file);
    assertEquals(ids(old), trusted.byId().keySet());

    replace(file, pem(old) + pem(next));
    await().atMost(1, MINUTES).until(() -> trusted.byId().keySet().equals(ids(old, next)));

    replace(file, pem(next));
    await().atMost(1, MINUTES).until(() -> trusted.byId().keySet().equals(ids(next)));
  }

  private static PublicKey key() throws Exception {
    return KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
  }

  private static Set<String> ids(PublicKey... keys) {
    var ids = new HashSet<String>();
    for (var key : keys) {
      ids.add(SigningKeys.keyId(key));
    }
    return ids;
  }

  private static String pem(PublicKey key) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(key.getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static void replace(Path file, String text) throws IOException {
    var next = Files.writeString(Files.createTempFile(file.getParent(), "next", ""), text);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
