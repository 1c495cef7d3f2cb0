package dev.countersign.local;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.embedded.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the parts that need no service; the whole platform is brought up by the end-to-end tests. */
class UpTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder = Path.of("");
  private static final int PORT = Ports.free();

  @BeforeAll
  static void bringUp() throws Exception {
    var told = up();
    assertEquals(0, told.code, told.err);
  }

  @AfterAll
  static void takeDown() throws Exception {
    run("down");
  }

  @Test
  void everyProcessThatDiesIsStartedAgain() throws Exception {
    for (var name : List.of("postgres", "broker")) {
      long before = pid(name);
      kill(before);
      await()
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofMillis(300))
          .until(() -> status().path("ready").asBoolean() && pid(name) != before);
    }
  }

  @Test
  void aSecondUpSaysSoAndAnswersTheSame() throws Exception {
    var second = up("--json");

    assertEquals(0, second.code);
    assertTrue(second.err.contains("already running"), second.err);
    var told = JSON.readTree(second.out);
    assertTrue(told.path("ready").asBoolean());
    assertEquals(status().path("supervisor").path("pid"), told.path("supervisor").path("pid"));
  }

  @Test
  void aKilledSupervisorTakesItsChildrenAlongAndAnUpFindsEverythingAgain() throws Exception {
    var before = status();
    long broker = pid("broker");
    kill(before.path("supervisor").path("pid").asLong());

    var told = up();
    assertEquals(0, told.code, told.err);
    var after = status();
    assertTrue(after.path("ready").asBoolean());
    assertFalse(ProcessHandle.of(broker).filter(ProcessHandle::isAlive).isPresent());
    assertEquals(before.path("kafka"), after.path("kafka"));
    assertEquals(before.path("postgres"), after.path("postgres"));
  }

  @Test
  void kafkaHasUsersAndTheReadersLoginIsForTheOwnerAlone() throws Exception {
    var status = status();
    var broker = ProcessHandle.of(pid("broker")).orElseThrow().info();
    assertTrue(List.of(broker.arguments().orElseThrow()).contains("--users"), broker::toString);
    var login = Path.of(status.path("kafka_reader").asText());
    assertTrue(Files.readString(login).contains("username=\"reader\""));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(login)));
  }

  @Test
  void downStopsEverythingAndMayBeSaidTwice() throws Exception {
    long broker = pid("broker");
    try {
      assertEquals(0, run("down").code);

      assertFalse(ProcessHandle.of(broker).filter(ProcessHandle::isAlive).isPresent());
      assertFalse(status().path("ready").asBoolean());
      assertEquals(0, run("down").code);
      aTakenPortIsNamedTogetherWithWhatToDo();
    } finally {
      up();
    }
  }

  private void aTakenPortIsNamedTogetherWithWhatToDo() throws Exception {
    try (var stranger = new ServerSocket(PORT, 1, InetAddress.getLoopbackAddress())) {
      var refused = up();
      assertEquals(1, refused.code);
      assertTrue(
          refused.err.contains("Port " + stranger.getLocalPort() + " is in use"), refused.err);
      assertTrue(refused.err.contains("--port"), refused.err);
    }
  }

  @Test
  void wrongOptionsAreToldApart() throws Exception {
    assertEquals(2, run("up", "--port", "70000").code);
    assertEquals(2, run("up", "--aws-endpoint", "localhost").code);
    assertEquals(2, run("up", "--aws").code);
    assertEquals(2, run("token", "--groups", "DBA").code);
    assertEquals(1, run("logs", "../secrets/token").code);
  }

  private static void kill(long pid) throws Exception {
    var process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    process.onExit().get(1, TimeUnit.MINUTES);
  }

  private static Told up(String... more) throws Exception {
    var arguments = new ArrayList<>(List.of("up", "--detach", "--services=", "--port", "" + PORT));
    arguments.addAll(List.of("--aws-endpoint", "http://127.0.0.1:1"));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private static JsonNode status() throws Exception {
    return JSON.readTree(run("status", "--json").out);
  }

  private static long pid(String name) throws Exception {
    for (var process : status().path("processes")) {
      if (process.path("name").asText().equals(name)) {
        return process.path("pid").asLong();
      }
    }
    return 0;
  }

  private record Told(int code, String out, String err) {}

  private static Told run(String... arguments) throws IOException, InterruptedException {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    line.add("-Dcountersign.home=" + System.getProperty("countersign.home"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    line.addAll(List.of(arguments));
    line.addAll(List.of("--data", folder.resolve("platform").toString()));
    var out = folder.resolve("out").toFile();
    var err = folder.resolve("err").toFile();
    var process = new ProcessBuilder(line).redirectOutput(out).redirectError(err).start();
    int code = process.waitFor();
    return new Told(
        code,
        Files.readString(out.toPath(), StandardCharsets.UTF_8),
        Files.readString(err.toPath(), StandardCharsets.UTF_8));
  }
}
