package dev.countersign.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.chassis.migration.Migrate;
import dev.countersign.embedded.Database;
import dev.countersign.embedded.Platform;
import dev.countersign.embedded.Ports;
import dev.countersign.embedded.ServiceProcess;
import dev.countersign.embedded.TestInfra;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The packaged gateway with as little heap as it has anywhere, under the largest reads there are.
 */
class SmallHeapIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** As large as a body of today or of an earlier version could make it, and easy to store. */
  private static final String LARGE =
      """
      insert into operation (operation_id, operation, resource_key, resource_identifier, requester,
        state, version, requested_at, view)
      select 'large-' || n, operation, resource_key, resource_identifier, requester, state, version,
        requested_at, jsonb_set(view, '{request,parameters,tags}',
          (select jsonb_agg(t) from generate_series(1, 11000) t))
      from operation, generate_series(1, 300) n where operation_id = '%s'
      """;

  @Test
  void sixtyReadersOfTheLargestPagesAllGetTheirsAndLeaveItAlive() throws Exception {
    var infra = TestInfra.shared();
    var database = infra.database("gateway");
    Migrate.run(
        "gateway",
        database.jdbcUrl(),
        database.owner(),
        database.ownerPassword(),
        database.runtime(),
        SmallHeapIT.class.getClassLoader());
    var target = Files.createDirectories(Path.of("target").toAbsolutePath());
    var folder = Files.createTempDirectory(target, "heap-");
    try (var gateway = gateway(infra, database, folder);
        var neighbours = new Neighbours(infra.bootstrapServers())) {
      gateway.start();
      var nobody = new Client(URI.create(gateway.url()), Tokens.of("nobody", "Viewer"));
      fill(infra, database, nobody, neighbours);

      try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
        var pages = IntStream.range(0, 60).mapToObj(_ -> readers.submit(() -> page(nobody)));
        for (var page : pages.toList()) {
          assertTrue(page.get().body().path("operations").size() > 1);
        }
      }

      assertEquals(200, nobody.get("/api/operations?limit=1").status());
      assertFalse(Files.readString(gateway.log()).contains("OutOfMemoryError"));
    }
  }

  /** A reader that is told to come back does so, when it is told to. */
  private static Client.Answer page(Client client) throws InterruptedException {
    var end = System.nanoTime() + Duration.ofMinutes(8).toNanos();
    while (true) {
      var answer = client.get("/api/operations?limit=200");
      if (answer.status() == 200) {
        return answer;
      }
      assertEquals("too-many-reads", answer.problem(), answer::toString);
      assertTrue(System.nanoTime() < end, "no page after eight minutes");
      Thread.sleep(Duration.ofSeconds(Long.parseLong(answer.header("Retry-After"))));
    }
  }

  private static ServiceProcess gateway(TestInfra infra, Database database, Path folder) {
    var settings = new HashMap<>(GatewayInfra.settings(infra, database));
    settings.put("countersign.kafka.rights-check", "off");
    settings.put("countersign.gateway.rate-limit-requests", "0");
    // How long the database takes on a busy machine is not what is looked at here.
    settings.put("countersign.gateway.database-timeout", "PT45S");
    settings.put("quarkus.oidc.token.issuer", Tokens.ISSUER);
    return new ServiceProcess(
        "gateway",
        ServiceProcess.application(Platform.home(), "gateway"),
        Ports.free(),
        ServiceProcess.variables(settings),
        folder.resolve("gateway.log"));
  }

  private static void fill(TestInfra infra, Database database, Client client, Neighbours neighbours)
      throws Exception {
    var instance = "quiet-heap";
    neighbours.observe(GatewayTest.ACCOUNT, GatewayTest.REGION, instance);
    await().atMost(PATIENCE).until(() -> client.get("/api/instances/" + instance).status() == 200);
    var tags = String.join(", ", IntStream.range(0, 3).mapToObj(SmallHeapIT::tag).toList());
    var asked =
        client.post(
            "/api/operations",
            "{\"operation\": \"create_snapshot\", \"instance_id\": \"%s\", \"parameters\":"
                    .formatted(instance)
                + " {\"snapshot_id\": \"one\", \"tags\": ["
                + tags
                + "]}}",
            "Prefer",
            "respond-async");
    try (var connection = infra.postgres().connect(database.name());
        var statement = connection.createStatement()) {
      assertEquals(300, statement.executeUpdate(LARGE.formatted(asked.text("operation_id"))));
    }
  }

  private static String tag(int number) {
    return "{\"Key\": \"k" + number + "\", \"Value\": \"v\"}";
  }
}
