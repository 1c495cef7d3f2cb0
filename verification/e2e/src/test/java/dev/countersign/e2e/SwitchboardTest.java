package dev.countersign.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.client.Countersign;
import dev.countersign.client.LedgerQuestion;
import dev.countersign.client.ResourceQuestion;
import dev.countersign.client.Status;
import dev.countersign.client.Submission;
import dev.countersign.embedded.LedgerProof;
import dev.countersign.embedded.Platform;
import dev.countersign.embedded.ServiceProcess;
import dev.countersign.switchboard.SwitchboardProvider;
import dev.countersign.switchboard.cloud.Hold;
import dev.countersign.switchboard.cloud.Moment;
import dev.countersign.switchboard.cloud.Switchboard;
import dev.countersign.switchboard.cloud.SwitchboardServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A provider that no service ships with: its jar is put on the class path of the services as they
 * were built. One of its operations has a client token, the other an optimistic lock.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SwitchboardTest {
  private static final List<String> SERVICES = List.of("gateway", "policy", "executor", "audit");
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String PRODUCTION = "production-line";

  /** Few lines in each: at most two looks go on at once in a place. */
  private static final List<String> PLACES =
      List.of(
          "111122223333:eu-central-1",
          "111122223333:us-east-1",
          "444455556666:eu-central-1",
          "444455556666:us-east-1");

  private final Switchboard switchboard = new Switchboard();
  private final List<Errand> errands = new ArrayList<>();
  private SwitchboardServer server;
  private @Nullable Cluster cluster;
  private ServiceProcess executor;
  private @Nullable Countersign asked;

  @BeforeAll
  void start() throws Exception {
    for (var operation : Errand.OPERATIONS.keySet()) {
      for (var death : Errand.Death.values()) {
        var errand = new Errand(operation, death, PLACES.get(errands.size() % PLACES.size()));
        errands.add(errand);
        switchboard.withLine(errand.place(), errand.line(), "development");
      }
    }
    switchboard.withLine(PLACES.getFirst(), PRODUCTION, "production");
    server = SwitchboardServer.start(switchboard);

    var target = Files.createDirectories(Path.of("target").toAbsolutePath());
    var services = new Cluster(Platform.home(), Files.createTempDirectory(target, "switchboard-"));
    cluster = services;
    services.broker().grant();
    services.withOnTheClassPath(
        Path.of(
            SwitchboardProvider.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    var replicas = new LinkedHashMap<String, ServiceProcess>();
    for (var service : SERVICES) {
      replicas.put(
          service,
          services.replica(
              service,
              1,
              service.equals("executor")
                  ? Map.of(SwitchboardProvider.ENDPOINT, server.url().toString())
                  : Map.of()));
    }
    replicas.values().forEach(ServiceProcess::launch);
    replicas.values().forEach(ServiceProcess::awaitReady);
    executor = Objects.requireNonNull(replicas.get("executor"));
    asked = services.api(Objects.requireNonNull(replicas.get("gateway")), "olivia", "Operator");
    await()
        .atMost(PATIENCE)
        .until(() -> lines().containsAll(errands.stream().map(Errand::key).toList()));
  }

  @AfterAll
  void stop() {
    if (asked != null) {
      asked.close();
    }
    if (cluster != null) {
      cluster.close();
    }
    server.close();
  }

  private Countersign api() {
    return Objects.requireNonNull(asked, "not started");
  }

  private List<String> lines() {
    return api()
        .resources(ResourceQuestion.of("switchboard", "line"))
        .map(one -> one.key())
        .toList();
  }

  @Test
  void itsOperationsAreOfferedOnItsResourcesAndCheckedByTheirDefinitions() {
    var line = api().resource(errands.getFirst().key());
    assertEquals(
        List.of("ring_line", "set_greeting"),
        line.operations().stream().map(offer -> offer.operation()).sorted().toList());
    var missing = StoryFailed.refused(400, () -> submit("set_greeting", line.arn()));
    assertEquals(
        "parameters.greeting", Objects.requireNonNull(missing.errors()).getFirst().field());
    var instance = api().instance("dev-postgres-01").key();
    var another = StoryFailed.refused(400, () -> submit("ring_line", instance));
    assertEquals("wrong-resource-type", another.name());
    assertTrue(another.detail().contains("switchboard:line"), another::detail);
  }

  @Test
  void whatIsRefusedOnProductionSaysWhatItIsAbout() {
    var key = PLACES.getFirst() + ":switchboard:line:" + PRODUCTION;
    var refused = StoryFailed.refused(403, () -> submit("ring_line", key));
    assertEquals(
        "Operations not allowed on production lines. Please create a CloudOps request.",
        refused.detail());
    var request = Objects.requireNonNull(refused.changeRequest());
    assertTrue(request.body().contains("on the production line " + PRODUCTION), request::body);
    assertEquals(PRODUCTION, request.fields().get("line"));
    assertEquals(List.of(), switchboard.effectsOn(PRODUCTION));
  }

  @Test
  void whereverTheExecutorIsKilledEachOperationHappensOnceAndNoneIsIndeterminate()
      throws Exception {
    var late = killedAtEachStep();
    killedWhileItLooksForWhatHadHappened();
    killedWhenItHasSentTheCallAgain();
    executor.start();
    for (var errand : errands) {
      await(errand.toString()).atMost(PATIENCE).until(() -> status(errand).ended());
    }
    arriveNow(late);

    for (var errand : errands) {
      assertEquals(Status.SUCCEEDED, status(errand), () -> told(errand).toString());
      var effects = switchboard.effectsOn(errand.line());
      assertEquals(1, effects.size(), () -> errand + ": " + effects);
      assertEquals(errand.id().get(), effects.getFirst().by(), errand::toString);
      isInTheLedger(errand);
    }
    LedgerProof.of(api().ledger());
  }

  /** Each of them gets to where the executor is to die over it; then it dies over all of them. */
  private Map<Errand, Hold> killedAtEachStep() {
    var holds = new LinkedHashMap<Errand, Hold>();
    for (var death : Errand.Death.values()) {
      // Looks that are held hold up others in the same place, and so come last.
      if (death != Errand.Death.BEFORE_THE_APPROVAL) {
        for (var errand : those(one -> one.death() == death)) {
          holds.put(errand, server.hold(errand.line(), death.moment()));
          errand.submit(api());
        }
        awaitArrivals(holds);
      }
    }
    executor.kill9();
    var late = new LinkedHashMap<>(holds);
    late.keySet().removeIf(errand -> errand.death() != Errand.Death.CALL_LATE);
    late.values().forEach(Hold::lift);
    holds.keySet().removeAll(late.keySet());
    holds.values().forEach(Hold::cutOff);
    those(one -> one.death() == Errand.Death.BEFORE_THE_APPROVAL)
        .forEach(errand -> errand.submit(api()));
    return late;
  }

  private void killedWhileItLooksForWhatHadHappened() {
    var holds = new LinkedHashMap<Errand, Hold>();
    for (var errand : those(one -> one.death().leavesADoubt())) {
      holds.put(errand, errand.holdTheProbe(server));
    }
    killedAt(holds);
  }

  private void killedWhenItHasSentTheCallAgain() {
    var holds = new LinkedHashMap<Errand, Hold>();
    for (var errand : those(one -> one.death().leavesItUndone())) {
      holds.put(errand, server.hold(errand.line(), Moment.DONE));
    }
    killedAt(holds);
  }

  private void killedAt(Map<Errand, Hold> holds) {
    executor.start();
    awaitArrivals(holds);
    executor.kill9();
    holds.values().forEach(Hold::cutOff);
  }

  private static void awaitArrivals(Map<Errand, Hold> holds) {
    holds.forEach(
        (errand, hold) -> await(errand.toString()).atMost(PATIENCE).until(hold::hasArrived));
  }

  /** Calls of the first executor, which others have made again since. */
  private void arriveNow(Map<Errand, Hold> late) {
    late.forEach((errand, hold) -> {
      var before = switchboard.callsOn(errand.line());
      hold.letGo();
      await(errand.toString())
          .atMost(PATIENCE)
          .until(() -> switchboard.callsOn(errand.line()) > before);
    });
  }

  /** From the request to the end; with an approval; never in doubt; and never about RDS. */
  private void isInTheLedger(Errand errand) {
    await(errand.toString())
        .atMost(PATIENCE)
        .until(() -> told(errand).containsAll(List.of("requested", "approved", "succeeded")));
    // The ledger reads several topics: what was said in one may be in it before another's.
    var told = told(errand);
    assertEquals(1, told.stream().filter("approved"::equals).count(), told::toString);
    assertFalse(told.contains("indeterminate"), told::toString);
    var entries = api().ledger().entries(LedgerQuestion.of(errand.id().get())).toList();
    for (var entry : entries) {
      var words = entry.data().toString();
      assertFalse(words.contains("RDS") || words.contains("instance"), words);
    }
  }

  private List<String> told(Errand errand) {
    return api()
        .ledger()
        .entries(LedgerQuestion.of(errand.id().get()))
        .map(entry -> entry.attribute("type").split("\\.")[3])
        .toList();
  }

  private List<Errand> those(Predicate<Errand> which) {
    return errands.stream().filter(which).toList();
  }

  private Status status(Errand errand) {
    return api().operation(errand.id().get()).status();
  }

  private void submit(String operation, String resource) {
    var line = new Submission.ResourceKeyOrArn(resource);
    // Long enough for policy's answer, on a busy machine, too.
    api().submit(Submission.of(operation, line, Map.of()).waiting(PATIENCE));
  }
}
