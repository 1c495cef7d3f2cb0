package dev.countersign.chaos;

import dev.countersign.chaos.judgement.Judge;
import dev.countersign.embedded.Simulator;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * What else happens in an account: others restart, stop, start, fail over and delete what is there,
 * AWS shows things late, and its clock is not the machine's.
 */
final class Strangers {
  /** Gone at some time of the run. Requests for it may find it or not. */
  static final String DELETED = "analytics-scratch";

  /** Others use it, too. */
  static final String CLUSTER = "dev-aurora-01";

  /** Its members are numbered from 1. */
  private static final int MEMBERS = 3;

  private record Place(String region, String resource) {
    boolean isACluster() {
      return resource.equals(CLUSTER);
    }
  }

  private static final String ACCOUNT = "111122223333";
  private static final Place GOES = new Place("us-east-1", DELETED);
  private static final List<Place> DISTURBED =
      List.of(
          new Place("eu-central-1", "dev-postgres-01"),
          new Place("eu-central-1", "test-mysql-01"),
          new Place("eu-central-1", "sandbox-mysql-01"),
          new Place("us-east-1", "dev-postgres-02"),
          new Place("us-east-1", "mystery-db"),
          new Place("us-east-1", CLUSTER),
          new Place("us-east-1", CLUSTER + "-instance-3"));
  private static final List<String> TO_INSTANCES =
      List.of("RebootDBInstance", "StopDBInstance", "StartDBInstance", "StartDBInstance");
  private static final List<String> TO_CLUSTERS =
      List.of("FailoverDBCluster", "FailoverDBCluster", "StopDBCluster", "StartDBCluster");

  // Real time; a session lives for 15 s at the speed of 60, and settles for a minute.
  private static final double LATEST_SECONDS = 4;
  private static final int LARGEST_SKEW_MS = 3_000;

  private final Simulator simulator;
  private final SplittableRandom random;
  private final PrintStream out;
  private final int skewMs;
  private boolean deleted;
  private long tagsMadeLate;

  Strangers(Simulator simulator, long seed, PrintStream out) {
    this.simulator = simulator;
    this.random = new SplittableRandom(seed ^ 0x73747261L);
    this.out = out;
    this.skewMs = random.nextInt(-LARGEST_SKEW_MS, LARGEST_SKEW_MS + 1);
  }

  /** AWS's clock is ahead of the machine's by this. */
  int skewMs() {
    return skewMs;
  }

  /** How often from then on tags were shown late. */
  long tagsMadeLate() {
    return tagsMadeLate;
  }

  /** Before anything else happens: AWS's clock is wrong, and does not jump. */
  void setClock() {
    out.println("  AWS's clock is " + skewMs + " ms ahead");
    post("/clock", Map.of("offset_ms", skewMs));
  }

  /** One deed after the other, until interrupted; the instance is deleted on the way. */
  void act(long seconds, long deadlineNanos) throws InterruptedException {
    var begun = System.nanoTime();
    while (System.nanoTime() - deadlineNanos < 0) {
      TimeUnit.MILLISECONDS.sleep(2000 + random.nextLong(4000));
      var passed = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun) / (double) seconds;
      if (!deleted && passed > 0.25) {
        deleteOnceAnAnswerIsLost(passed > 0.75);
      }
      if (random.nextInt(3) == 0) {
        makeLate();
      } else {
        var place = DISTURBED.get(random.nextInt(DISTURBED.size()));
        act((place.isACluster() ? TO_CLUSTERS : TO_INSTANCES).get(random.nextInt(4)), place);
      }
    }
  }

  /** Whoever then asks what became of the call finds nothing. */
  private void deleteOnceAnAnswerIsLost(boolean atAnyRate) {
    if (atAnyRate || isAnswerLost()) {
      deleted = act("DeleteDBInstance", GOES);
      return;
    }
    for (var action : Faults.MUTATORS) {
      var match = Map.of("action", action, "resource", GOES.resource());
      post("/faults", Map.of("kind", "answer_lost", "match", match, "duration_ms", 5000));
    }
  }

  /** Of the last thing that was done with it. */
  private boolean isAnswerLost() {
    try {
      return simulator.effects().stream()
          .filter(effect -> effect.path("resource").asText().endsWith(":db:" + GOES.resource()))
          .reduce((_, last) -> last)
          .filter(last -> last.path("faults").toString().contains("answer_lost"))
          .isPresent();
    } catch (UncheckedIOException unreachable) {
      return false;
    }
  }

  /** From here on AWS shows everything at once; its clock stays as it is. */
  void end() throws InterruptedException {
    for (var patience = 60; patience > 0; patience--) {
      if (post("/delays", Map.of("tags", 0, "snapshots", 0, "events", 0)) != 0) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  private void makeLate() {
    var late = new HashMap<String, Object>();
    for (var what : List.of("tags", "snapshots", "events")) {
      late.put(what, random.nextBoolean() ? random.nextDouble(LATEST_SECONDS) : 0);
    }
    if (post("/delays", late) / 100 == 2 && late.get("tags") instanceof Double tags && tags > 0) {
      tagsMadeLate++;
    }
  }

  private boolean act(String action, Place place) {
    var parameters = new HashMap<String, Object>();
    parameters.put(
        place.isACluster() ? "DBClusterIdentifier" : "DBInstanceIdentifier", place.resource());
    if (action.startsWith("Delete")) {
      parameters.put("SkipFinalSnapshot", true);
    }
    if (action.startsWith("Failover")) {
      // RDS's record then says whom it promoted. If that writes already, RDS refuses it.
      parameters.put(
          "TargetDBInstanceIdentifier",
          place.resource() + "-instance-" + random.nextInt(1, MEMBERS + 1));
    }
    var status =
        post(
            "/strangers",
            Map.of(
                "account",
                ACCOUNT,
                "region",
                place.region(),
                "action",
                action,
                "session_name",
                Judge.STRANGER,
                "parameters",
                parameters));
    if (status == 200) {
      out.println("  a stranger: " + action + ' ' + parameters);
    }
    return status == 200;
  }

  /** The status of the answer, 0 without one. RDS may refuse what strangers want. */
  private int post(String path, Map<String, Object> body) {
    try {
      return simulator.send("POST", path, body).status();
    } catch (UncheckedIOException unreachable) {
      // It is being killed itself just now.
      return 0;
    }
  }
}
