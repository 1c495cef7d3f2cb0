package dev.countersign.chassis.broker;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.chassis.start.CannotStart;
import dev.countersign.contracts.KafkaRights;
import dev.countersign.contracts.Topics;
import dev.countersign.embedded.GuardedBroker;
import dev.countersign.embedded.TestInfra;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RightsCheckTest {
  @TempDir static Path folder;
  private static final List<BrokerAdmin> CLIENTS = new ArrayList<>();
  private static GuardedBroker broker;

  @BeforeAll
  static void start() {
    broker = GuardedBroker.start(folder);
    broker.grant();
  }

  @AfterAll
  static void stop() {
    CLIENTS.forEach(BrokerAdmin::close);
    broker.close();
  }

  @Test
  void everyServicePassesWithTheRightsOfTheTable() {
    for (var rights : KafkaRights.values()) {
      var check = check(broker.client(rights.principal()));
      assertTrue(check.ask(rights), rights.principal());
      assertTrue(check.passed());
    }
  }

  @Test
  void aServiceThatCouldDecideForPolicyDoesNotRun() {
    broker.allow("gateway", AclOperation.WRITE, Topics.DECISIONS);
    try {
      var refused = refused(broker.client("gateway"), KafkaRights.GATEWAY);
      assertTrue(refused.contains("it may write " + Topics.DECISIONS), refused);
    } finally {
      broker.forbid("gateway", AclOperation.WRITE, Topics.DECISIONS);
    }
  }

  @Test
  void aServiceWithoutTheRightsThatItNeedsDoesNotRun() {
    broker.forbid("executor", AclOperation.READ, Topics.DECISIONS);
    broker.forbid("executor", AclOperation.WRITE, Topics.STATUS);
    try {
      var refused = refused(broker.client("executor"), KafkaRights.EXECUTOR);
      assertTrue(refused.contains("it may not read " + Topics.DECISIONS), refused);
      assertTrue(refused.contains("it may not write " + Topics.STATUS), refused);
    } finally {
      broker.allow("executor", AclOperation.READ, Topics.DECISIONS);
      broker.allow("executor", AclOperation.WRITE, Topics.STATUS);
    }
  }

  @Test
  void anotherServicesLoginIsNotEnough() {
    var refused = refused(broker.client("policy"), KafkaRights.EXECUTOR);
    assertTrue(refused.contains("consumer group executor-decisions"), refused);
  }

  @Test
  void onABrokerThatChecksNothingNobodyRuns() {
    var anonymous = Map.of("bootstrap.servers", TestInfra.shared().bootstrapServers());
    for (var rights : KafkaRights.values()) {
      var refused = refused(anonymous, rights);
      assertTrue(refused.contains("COUNTERSIGN_KAFKA_RIGHTS_CHECK"), refused);
    }
  }

  @Test
  void aWrongPasswordIsSaidAtOnce() {
    var wrong = new HashMap<>(broker.client("audit"));
    wrong.computeIfPresent("sasl.jaas.config", (_, login) -> login.replace("-password", "-guess"));
    var refused = refused(wrong, KafkaRights.AUDIT);
    assertTrue(refused.contains("KAFKA_SASL_"), refused);
  }

  @Test
  void noAnswerIsNoRefusal() {
    var check = check(Map.of("bootstrap.servers", "127.0.0.1:1"), Duration.ofSeconds(3));
    assertFalse(check.ask(KafkaRights.GATEWAY));
    assertFalse(check.passed());
  }

  private static String refused(Map<String, String> client, KafkaRights rights) {
    var check = check(client);
    var refusal = assertThrows(CannotStart.class, () -> check.ask(rights));
    assertFalse(check.passed());
    return String.valueOf(refusal.getMessage());
  }

  private static RightsCheck check(Map<String, String> client) {
    return check(client, Duration.ofMinutes(1));
  }

  private static RightsCheck check(Map<String, String> client, Duration patience) {
    var admin = new BrokerAdmin(Map.copyOf(client));
    CLIENTS.add(admin);
    return new RightsCheck(admin, true, patience);
  }
}
