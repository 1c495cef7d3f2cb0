package dev.countersign.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.countersign.client.Countersign;
import dev.countersign.client.InstanceQuestion;
import dev.countersign.client.LedgerEntry;
import dev.countersign.client.LedgerQuestion;
import dev.countersign.client.Status;
import dev.countersign.client.Submission;
import dev.countersign.contracts.decision.SigningKeys;
import dev.countersign.embedded.Platform;
import dev.countersign.local.home.DataFolder;
import dev.countersign.local.home.KeyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Signing keys change as the pages say, while people work: nobody notices. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyRotationTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final List<String> INSTANCES =
      List.of("dev-postgres-01", "test-mysql-01", "staging-postgres-01");

  /** Somebody at each instance, who asks for one thing after the other. */
  private final AtomicIntegerArray ended = new AtomicIntegerArray(INSTANCES.size());

  private final AtomicBoolean enough = new AtomicBoolean();
  private final Queue<String> refused = new ConcurrentLinkedQueue<>();

  private DataFolder data;
  private Platform platform;
  private Countersign api;

  @BeforeAll
  void up(@TempDir Path folder) {
    data = new DataFolder(folder);
    platform = Platform.in(folder).up(100, Map.of());
    api = platform.api("dario", "DBA");
    await().atMost(PATIENCE).until(() -> api.instances(InstanceQuestion.any()).count() > 4);
  }

  @AfterAll
  void down() {
    api.close();
    platform.down();
  }

  @Test
  void underLoadTheKeysOfGatewayAndPolicyAreReplacedWithoutAGap(@TempDir Path made)
      throws Exception {
    var next = new KeyFiles(made);
    try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
      var all =
          IntStream.range(0, INSTANCES.size()).mapToObj(one -> people.submit(works(one))).toList();
      try {
        rotate("policy", "executor", "COUNTERSIGN_EXECUTOR_DECISION_KEYS_FILE", next);
        rotate("gateway", "policy", "COUNTERSIGN_POLICY_REQUEST_KEYS_FILE", next);
      } finally {
        enough.set(true);
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertEquals(List.of(), List.copyOf(refused));
    var key = SigningKeys.keyId(SigningKeys.publicKey(privateKey(next, "policy")));
    // The ledger is told of it a moment later.
    await()
        .atMost(PATIENCE)
        .until(() ->
            approvals()
                .reduce((_, later) -> later)
                .filter(last -> signer(last).equals(key))
                .isPresent());
    assertEquals(2, approvals().map(KeyRotationTest::signer).distinct().count());
  }

  /**
   * As docs/operations/upgrade.md has it: trust both, sign with the new one, forget the old one.
   */
  private void rotate(String signer, String verifier, String setting, KeyFiles next)
      throws IOException {
    var now = new KeyFiles(data.secrets());
    var old = Files.readString(now.verifying(signer));
    var newKey = next.signing(signer);
    var trusted = Files.readString(next.verifying(signer));

    replace(now.verifying(signer), old + trusted);
    await().atMost(PATIENCE).until(() -> told(verifier, setting) == 1);
    everybodyGoesOn();

    var id = SigningKeys.keyId(SigningKeys.publicKey(privateKey(next, signer)));
    replace(now.signing(signer), Files.readString(newKey));
    await().atMost(PATIENCE).until(() -> Files.readString(data.log(signer)).contains(id));
    // What was signed with the old key has ended by then.
    everybodyGoesOn();

    replace(now.verifying(signer), trusted);
    await().atMost(PATIENCE).until(() -> told(verifier, setting) == 2);
    everybodyGoesOn();
  }

  /** Each of them has ended what they were at, and something that they began after it. */
  private void everybodyGoesOn() {
    for (var one = 0; one < INSTANCES.size(); one++) {
      var person = one;
      var before = ended.get(person);
      await().atMost(PATIENCE).until(() -> ended.get(person) >= before + 2 || !refused.isEmpty());
    }
    assertEquals(List.of(), List.copyOf(refused));
  }

  private Callable<Boolean> works(int person) {
    return () -> {
      for (var n = 0; !enough.get() && refused.isEmpty(); n++) {
        var reboot = Submission.of("reboot_instance", INSTANCES.get(person), Map.of());
        try {
          var operation = api.submit(reboot.asSoonAsDurable()).operation();
          var end = api.awaitEnd(operation.operationId());
          if (end.status() != Status.SUCCEEDED) {
            refused.add(n + ": " + end);
          }
        } catch (RuntimeException e) {
          refused.add(n + ": " + e);
        }
        ended.incrementAndGet(person);
      }
      return true;
    };
  }

  private Stream<LedgerEntry> approvals() {
    return api.ledger()
        .entries(
            new LedgerQuestion(
                null,
                null,
                null,
                null,
                "dev.countersign.operation.approved.v1",
                null,
                null,
                null,
                1000));
  }

  private static String signer(LedgerEntry approval) {
    return approval.data().path("envelope").path("signatures").path(0).path("keyid").asText();
  }

  /** How often a service has said that it uses what replaced a file. */
  private long told(String service, String setting) throws IOException {
    return Files.readString(data.log(service))
        .lines()
        .filter(line -> line.contains(setting) && line.contains("was replaced"))
        .count();
  }

  private static PrivateKey privateKey(KeyFiles keys, String service) throws IOException {
    return SigningKeys.privateKey(Files.readString(keys.signing(service)));
  }

  private static void replace(Path file, String text) throws IOException {
    var beside = Files.writeString(file.resolveSibling(file.getFileName() + ".next"), text);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
