package dev.countersign.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.embedded.LedgerProof;
import dev.countersign.embedded.Platform;
import dev.countersign.embedded.ServiceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A rollout from another version to this one, and back, while clients ask for operations. The other
 * one is a checkout that was built, named by {@code -Dupgrade.from=FOLDER}.
 */
@EnabledIfSystemProperty(named = "upgrade.from", matches = ".+")
class UpgradeTest {
  private static final List<String> SERVICES = List.of("gateway", "policy", "executor", "audit");
  private static final List<String> INSTANCES =
      List.of("dev-postgres-01", "test-mysql-01", "dev-oracle-01");

  private final Path before = Path.of(System.getProperty("upgrade.from", "")).toAbsolutePath();
  private final Path now = Platform.home();
  private final Map<String, List<ServiceProcess>> replicas = new LinkedHashMap<>();

  @Test
  void twoVersionsSideBySideLoseNothingAndDoubleNothingOnTheWayThereAndBack() throws Exception {
    var target = Files.createDirectories(Path.of("target").toAbsolutePath());
    try (var cluster = new Cluster(before, Files.createTempDirectory(target, "upgrade-"))) {
      cluster.broker().grant();
      for (var service : SERVICES) {
        replicas.put(
            service,
            new ArrayList<>(List.of(cluster.replica(service, 1), cluster.replica(service, 2))));
      }
      replicas.values().forEach(pair -> pair.forEach(ServiceProcess::launch));
      replicas.values().forEach(pair -> pair.forEach(ServiceProcess::awaitReady));

      Clients clients;
      var token = cluster.token("dario", "DBA");
      try (var load = new Clients(List.copyOf(of("gateway")), token, INSTANCES)) {
        clients = load;
        cluster.migrate(now);
        replaceAll(cluster, now, 1);
        // Now one of each is of either version; requests of both are taken up by both.
        replaceAll(cluster, now, 2);
        cluster.migrate(before);
        replaceAll(cluster, before, 1);
        replaceAll(cluster, before, 2);
        cluster.migrate(now);
        replaceAll(cluster, now, 2);
        replaceAll(cluster, now, 1);
      }

      System.out.printf(
          "to the new version, back, and to it again: %d operations, %d times a retryable 503%n",
          clients.count(), clients.retryable());
      assertEquals(List.of(), clients.unanswered());
      try (var api = cluster.api(of("gateway").getFirst(), "dario", "DBA")) {
        new Aftermath(clients, new Effects(cluster.simulator()), api).expectEachOnceAndInOrder();
        assertTrue(LedgerProof.of(api.ledger()).size() > clients.count());
      }
    }
  }

  /** In the other order of services each time: no version may count on it. */
  private void replaceAll(Cluster cluster, Path version, int number) throws Exception {
    for (var service : version.equals(now) ? SERVICES : SERVICES.reversed()) {
      of(service).get(number - 1).stopInOrder();
      var next = cluster.replica(version, service, number);
      of(service).set(number - 1, next);
      next.start();
    }
  }

  private List<ServiceProcess> of(String service) {
    return replicas.getOrDefault(service, List.of());
  }
}
