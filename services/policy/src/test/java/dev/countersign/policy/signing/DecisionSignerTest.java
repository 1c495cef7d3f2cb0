package dev.countersign.policy.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.DecisionStatement.Cancellation;
import dev.countersign.contracts.decision.SigningKeys;
import dev.countersign.contracts.instance.InstanceKey;
import dev.countersign.policy.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionSignerTest {
  private static final String SETTING = "COUNTERSIGN_POLICY_SIGNING_KEY_FILE";

  @TempDir Path folder;

  @Test
  void whatItSignsVerifiesWithThePublicHalf() throws Exception {
    var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    var statement =
        new Cancellation(
            "0198", InstanceKey.parse("1:eu-central-1:db-A"), "ada", null, Samples.NOW);
    var envelope = new DecisionSigner(keys.getPrivate()).sign(statement);
    var trusted = Map.of(SigningKeys.keyId(keys.getPublic()), keys.getPublic());
    assertEquals(statement, envelope.open(trusted, Cancellation.class, Cancellation.TYPE));
  }

  @Test
  void withoutAUsableKeyTheReasonIsNamedAndTheContentIsNot() throws IOException {
    assertTrue(refusal(null).contains(SETTING + " is not set"));
    assertTrue(refusal(folder.resolve("absent.pem")).contains("absent.pem cannot be read"));
    var reason = refusal(Files.writeString(folder.resolve("bad.pem"), "hunter2"));
    assertTrue(reason.contains("bad.pem"), reason);
    assertFalse(reason.contains("hunter2"), reason);
  }

  private static String refusal(@Nullable Path file) {
    var reason =
        String.valueOf(
            assertThrows(IllegalStateException.class, () -> DecisionSigner.read(file))
                .getMessage());
    assertTrue(reason.startsWith(SETTING), reason);
    return reason;
  }
}
