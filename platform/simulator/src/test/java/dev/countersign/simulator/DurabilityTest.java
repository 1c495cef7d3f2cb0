package dev.countersign.simulator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;

/** The real jar as a process of its own, killed. */
class DurabilityTest {
  static {
    Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
  }

  @TempDir Path data = Path.of("");
  private final List<Process> started = new ArrayList<>();

  private Cloud start(String... more) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            Objects.requireNonNull(System.getProperty("simulator.jar"))));
    command.addAll(List.of("--data", data.toString()));
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    started.add(process);
    String ready = process.inputReader().readLine();
    return new Cloud(ready.replaceAll(".*(http://[0-9.:]+).*", "$1"));
  }

  private void kill() throws InterruptedException {
    started.getLast().destroyForcibly().waitFor();
  }

  @AfterEach
  void killAll() throws InterruptedException {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void stateEffectsAndSessionsSurviveKill() throws Exception {
    try (Cloud first = start("--speed", "20")) {
      var session =
          first
              .sts(Cloud.EXECUTOR)
              .assumeRole(r ->
                  r.roleArn("arn:aws:iam::111122223333:role/CountersignExecutor")
                      .externalId("countersign")
                      .roleSessionName("op-1")
                      .durationSeconds(3_600));
      var rds = first.rds(Cloud.session(session.credentials()));
      rds.createDBSnapshot(
          r -> r.dbInstanceIdentifier("dev-postgres-01").dbSnapshotIdentifier("kept"));
      rds.rebootDBInstance(r -> r.dbInstanceIdentifier("test-mysql-01"));
      kill();
      try (Cloud second = start("--speed", "20")) {
        var again = second.rds(Cloud.session(session.credentials()));
        assertEquals(
            List.of("CreateDBSnapshot", "RebootDBInstance"),
            second.effects().stream().map(effect -> effect.path("action").asText()).toList());
        await()
            .until(() ->
                again
                    .describeDBSnapshots(r -> r.dbSnapshotIdentifier("kept"))
                    .dbSnapshots()
                    .getFirst()
                    .status()
                    .equals("available"));
        await()
            .until(() -> Cloud.messages(again, "test-mysql-01").contains("DB instance restarted"));
        await().until(() -> Cloud.status(again, "test-mysql-01").equals("available"));
      }
    }
  }

  @Test
  void aClusterItsMembersAndItsSnapshotAreThereAgainAfterAKill() throws Exception {
    try (Cloud first = start("--speed", "20")) {
      var rds = first.rds(Cloud.STRANGER, Region.US_EAST_1);
      rds.createDBClusterParameterGroup(r ->
          r.dbClusterParameterGroupName("tuned")
              .dbParameterGroupFamily("aurora-postgresql16")
              .description("tuned"));
      rds.failoverDBCluster(r ->
          r.dbClusterIdentifier("dev-aurora-01")
              .targetDBInstanceIdentifier("dev-aurora-01-instance-3"));
      kill();
    }
    try (Cloud second = start("--speed", "20")) {
      var rds = second.rds(Cloud.STRANGER, Region.US_EAST_1);
      await().until(() -> cluster(rds).status().equals("available") && writes(rds, 3));
      rds.createDBClusterSnapshot(
          r -> r.dbClusterIdentifier("dev-aurora-01").dbClusterSnapshotIdentifier("kept"));
      kill();
    }
    try (Cloud third = start("--speed", "0")) {
      var rds = third.rds(Cloud.STRANGER, Region.US_EAST_1);
      assertTrue(writes(rds, 3));
      assertEquals(
          "kept",
          rds.describeDBClusterSnapshots()
              .dbClusterSnapshots()
              .getFirst()
              .dbClusterSnapshotIdentifier());
      assertEquals(
          "tuned",
          rds.describeDBClusterParameterGroups(r -> r.dbClusterParameterGroupName("tuned"))
              .dbClusterParameterGroups()
              .getFirst()
              .description());
      assertEquals(
          List.of("CreateDBClusterParameterGroup", "FailoverDBCluster", "CreateDBClusterSnapshot"),
          third.effects().stream().map(effect -> effect.path("action").asText()).toList());
    }
  }

  private static DBCluster cluster(RdsClient rds) {
    return rds.describeDBClusters().dbClusters().getFirst();
  }

  private static boolean writes(RdsClient rds, int member) {
    return cluster(rds).dbClusterMembers().stream()
        .filter(one -> one.isClusterWriter())
        .allMatch(one -> one.dbInstanceIdentifier().equals("dev-aurora-01-instance-" + member));
  }

  @Test
  void everyAnswerThatWasSeenIsInTheLedgerOnceHoweverOftenTheProcessDies() throws Exception {
    var answered = new CopyOnWriteArrayList<String>();
    for (int life = 0; life < 4; life++) {
      try (Cloud cloud = start("--speed", "0", "--snapshot-quota", "10000")) {
        String prefix = "life" + life + "-";
        Thread load = Thread.ofPlatform().start(() -> snapshots(cloud.rds(), prefix, answered));
        int enough = 15 * (life + 1);
        await().until(() -> answered.size() >= enough);
        kill();
        load.join();
      }
    }
    try (Cloud cloud = start()) {
      var recorded =
          cloud.effects().stream()
              .map(effect -> effect.path("parameters").path("DBSnapshotIdentifier").asText())
              .toList();
      assertEquals(recorded.size(), recorded.stream().distinct().count());
      assertTrue(recorded.containsAll(answered));
      var kept =
          cloud
              .rds()
              .describeDBSnapshotsPaginator(r -> r.snapshotType("manual"))
              .dbSnapshots()
              .stream()
              .map(one -> one.dbSnapshotIdentifier())
              .toList();
      assertEquals(recorded.stream().sorted().toList(), kept);
      var numbers = cloud.effects().stream().map(effect -> effect.path("seq").asLong()).toList();
      assertEquals(numbers.stream().sorted().toList(), numbers);
    }
  }

  private static void snapshots(RdsClient rds, String prefix, List<String> answered) {
    for (int i = 0; ; i++) {
      String id = prefix + i;
      try {
        answered.add(
            rds.createDBSnapshot(
                    r -> r.dbInstanceIdentifier("dev-postgres-01").dbSnapshotIdentifier(id))
                .dbSnapshot()
                .dbSnapshotIdentifier());
      } catch (SdkException e) {
        return;
      }
    }
  }

  @Test
  void anEffectThatACrashKeptOutOfTheLedgerIsPutThereFromTheJournal() throws Exception {
    try (Cloud cloud = start("--speed", "0")) {
      cloud.rds().rebootDBInstance(r -> r.dbInstanceIdentifier("dev-postgres-01"));
      cloud.rds().rebootDBInstance(r -> r.dbInstanceIdentifier("test-mysql-01"));
      kill();
    }
    Path ledger = data.resolve("effects.jsonl");
    List<String> lines = Files.readAllLines(ledger);
    Files.writeString(ledger, lines.getFirst() + "\n" + lines.getLast().substring(0, 40));
    Files.writeString(
        data.resolve("journal.jsonl"), "{\"seq\": 3, \"eff", StandardOpenOption.APPEND);
    try (Cloud cloud = start()) {
      assertEquals(lines, cloud.get("/_admin/effects").lines().toList());
    }
  }

  @Test
  void twoSimulatorsDoNotShareAFolder() throws Exception {
    try (Cloud first = start()) {
      first.get("/_admin/health");
      Process second =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-jar",
                  Objects.requireNonNull(System.getProperty("simulator.jar")),
                  "--data",
                  data.toString())
              .redirectErrorStream(true)
              .start();
      started.add(second);
      assertTrue(
          new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .contains("another simulator works on"));
      assertTrue(second.waitFor() != 0);
    }
  }
}
