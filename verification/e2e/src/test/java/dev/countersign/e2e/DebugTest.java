package dev.countersign.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.client.Countersign;
import dev.countersign.client.Settings;
import dev.countersign.client.Submission;
import dev.countersign.embedded.Platform;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What CONTRIBUTING.md says about debugging one service of a platform that runs. */
class DebugTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  @Test
  void aServiceThatWasLeftOutRunsFromItsEnvironmentFile(@TempDir Path data) throws Exception {
    var platform = Platform.in(data);
    var up =
        shell(
            data,
            "./countersign up --detach --port 0 --speed 30 --without executor --data \"$DATA\"");
    try {
      assertTrue(up.waitFor(400, TimeUnit.SECONDS));
      assertEquals(0, up.exitValue(), Files.readString(data.resolve("said")));
      var status = platform.status();
      var names = status.path("processes").findValuesAsText("name");
      assertTrue(names.containsAll(List.of("gateway", "policy", "audit")), names::toString);
      assertTrue(!names.contains("executor"), names::toString);

      var executor =
          shell(
              data,
              "set -a; . \"$DATA/run/executor.env\"; set +a;"
                  + " exec \"$JAVA\" -jar services/executor/target/quarkus-app/quarkus-run.jar");
      var token = platform.token("dario", "DBA");
      try (var api = new Countersign(Settings.of(status.path("url").asText(), () -> token))) {
        Awaitility.await()
            .atMost(240, TimeUnit.SECONDS)
            .until(() -> api.raw().get("/api/instances/dev-postgres-01").status() == 200);
        var asked =
            Submission.of("create_snapshot", "dev-postgres-01", Map.of("snapshot_id", "debugged"));
        assertTrue(api.submit(asked.waiting(PATIENCE)).operation().status().ended());
      } finally {
        executor.destroy();
        assertTrue(executor.waitFor(60, TimeUnit.SECONDS));
      }
    } finally {
      platform.down();
    }
    // The settings of what does not run any more have passwords in them.
    try (var run = Files.list(data.resolve("run"))) {
      assertEquals(List.of(), run.filter(file -> file.toString().endsWith(".env")).toList());
    }
  }

  private static Process shell(Path data, String line) throws Exception {
    var said = new File(data.toFile(), "said");
    var builder =
        new ProcessBuilder("sh", "-c", line)
            .directory(Platform.home().toFile())
            .redirectErrorStream(true)
            .redirectOutput(said);
    builder.environment().put("DATA", data.toString());
    builder.environment().put("JAVA", JAVA.toString());
    builder.environment().put("COUNTERSIGN_NO_BUILD", "1");
    return builder.start();
  }
}
