package dev.countersign.policy.signing;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.chassis.start.CannotStart;
import dev.countersign.contracts.decision.DecisionStatement.Cancellation;
import dev.countersign.contracts.decision.Envelope;
import dev.countersign.contracts.decision.SigningKeys;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.policy.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionSignerTest {
  private static final String SETTING = "COUNTERSIGN_POLICY_SIGNING_KEY_FILE";

  @TempDir Path folder;

  @Test
  void whatItSignsVerifiesWithThePublicHalfAlsoAfterARotation() throws Exception {
    var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    var statement =
        new Cancellation(
            "0198",
            ResourceKey.parse("111122223333:eu-central-1:rds:db:db-A"),
            "ada",
            null,
            Samples.NOW);
    var file = write(keys);
    var signer = new DecisionSigner(file);
    assertEquals(statement, opened(signer, statement, keys));

    var next = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Files.move(write(next), file, StandardCopyOption.REPLACE_EXISTING);
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreException(Envelope.NotTrusted.class)
        .untilAsserted(() -> assertEquals(statement, opened(signer, statement, next)));
  }

  @Test
  void withoutAUsableKeyTheReasonIsNamedAndTheContentIsNot() throws IOException {
    assertTrue(refusal(null).contains(SETTING + " is not set"));
    assertTrue(refusal(folder.resolve("absent.pem")).contains("absent.pem cannot be read"));
    var reason = refusal(Files.writeString(folder.resolve("bad.pem"), "hunter2"));
    assertTrue(reason.contains("bad.pem"), reason);
    assertFalse(reason.contains("hunter2"), reason);
  }

  private static Cancellation opened(DecisionSigner signer, Cancellation statement, KeyPair keys)
      throws Envelope.NotTrusted {
    var trusted = Map.of(SigningKeys.keyId(keys.getPublic()), keys.getPublic());
    return signer.sign(statement).open(trusted, Cancellation.class, Cancellation.TYPE);
  }

  private Path write(KeyPair keys) throws IOException {
    var body = Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded());
    return Files.writeString(
        Files.createTempFile(folder, "key", ".pem"),
        "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
  }

  private static String refusal(@Nullable Path file) {
    var reason =
        String.valueOf(
            assertThrows(CannotStart.class, () -> new DecisionSigner(file)).getMessage());
    assertTrue(reason.startsWith(SETTING), reason);
    return reason;
  }
}
