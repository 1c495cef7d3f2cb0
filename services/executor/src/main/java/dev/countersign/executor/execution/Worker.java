package dev.countersign.executor.execution;

import dev.countersign.contracts.instance.InstanceKey;
import dev.countersign.executor.ExecutorSettings;
import dev.countersign.executor.clock.DatabaseClock;
import dev.countersign.executor.core.Command;
import dev.countersign.executor.core.Command.Cancel;
import dev.countersign.executor.core.Command.Claim;
import dev.countersign.executor.core.Evolution;
import dev.countersign.executor.core.State;
import dev.countersign.executor.execution.Found.Stored;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * What this process is in charge of. Claims, renews the lease, and hands commands to the steps. All
 * of it happens on one event loop, so that no state needs a lock.
 */
@Singleton
public class Worker {
  private static final Logger LOG = Logger.getLogger(Worker.class);
  private static final Duration SCAN = Duration.ofSeconds(1);
  // A process that was killed has often just been started again: its lease ends within one from
  // now.
  private static final Duration FIRST_SCANS = Duration.ofMillis(200);
  private static final Duration GOODBYE = Duration.ofSeconds(5);
  private static final int CLAIM_AT_ONCE = 500;
  private static final int RENEWALS_PER_LEASE = 4;
  private static final int STRAY_LOOKS = 24;
  private static final int NOT_COUNTED = -1;

  private final Executions executions;
  private final Leases leases;
  private final Steps steps;
  private final Admission admission;
  private final Preparation preparation;
  private final Expiry expiry;
  private final ExecutorSettings settings;
  private final DatabaseClock clock;
  private final Vertx vertx;
  private final Context loop;
  private final Map<String, Run> runs = new HashMap<>();
  // How many of the runs are about an instance; none that are about no instance.
  private final Map<InstanceKey, Integer> runsOf = new HashMap<>();
  // In our name on record, and not in memory: their last change may or may not have been stored.
  private final Set<String> orphans = new HashSet<>();
  // Held in our name on record and not known here, at the last look.
  private Set<String> strays = Set.of();
  private int strayLooks;
  private final AtomicInteger unseen = new AtomicInteger();
  private boolean scanning;
  // Nothing was due at a time when no lease from before the start could still hold.
  private volatile boolean scannedAll;
  private final long started = System.nanoTime();
  private volatile boolean stopping;

  @Inject
  Worker(
      Executions executions,
      Leases leases,
      Steps steps,
      Admission admission,
      Preparation preparation,
      Expiry expiry,
      ExecutorSettings settings,
      DatabaseClock clock,
      Vertx vertx) {
    this.executions = executions;
    this.leases = leases;
    this.steps = steps;
    this.admission = admission;
    this.preparation = preparation;
    this.expiry = expiry;
    this.settings = settings;
    this.clock = clock;
    this.vertx = vertx;
    this.loop = vertx.getOrCreateContext();
    Metrics.gauge("countersign.executions.in.flight", runs, Map::size);
    Metrics.gauge("countersign.executions.unseen", unseen, AtomicInteger::get);
  }

  // Before the channels begin: what they hand over is claimed in the name of this lease.
  void start(@Observes @Priority(1) StartupEvent event) {
    settings.check();
    steps.attach(this);
    leases.renew().onFailure().retry().withBackOff(SCAN).atMost(30).await().indefinitely();
    loop.runOnContext(go -> {
      vertx.setPeriodic(settings.lease().toMillis() / RENEWALS_PER_LEASE, t -> renew());
      vertx.setPeriodic(SCAN.toMillis(), t -> scan());
      var often = vertx.setPeriodic(FIRST_SCANS.toMillis(), t -> scan());
      vertx.setTimer(settings.lease().plus(SCAN).toMillis(), t -> vertx.cancelTimer(often));
      scan();
    });
  }

  /** Whatever a process left that died before this one began is in hand, and was looked at. */
  boolean caughtUp() {
    return scannedAll && unseen.get() == 0;
  }

  /**
   * An execution that is being put on record; {@link #begin} it when that has come about. Until
   * then, its session is opened.
   */
  Run expect(Stored stored) {
    var run = new Run(stored);
    onLoop(() -> {
      if (!stopping && admission.isOpen(run.place()) && !isBusy(run.order.instance())) {
        run.ahead = preparation.ahead(run);
      }
    });
    return run;
  }

  private boolean isBusy(InstanceKey instance) {
    return runsOf.containsKey(instance);
  }

  /** Begins with an execution that this process has let in and claimed. */
  void begin(Run run) {
    onLoop(() -> take(run));
  }

  /** Something may be claimable in the instance's queue. */
  public void poke(String instanceKey) {
    loop.runOnContext(go -> claimNext(instanceKey));
  }

  /** A cancellation was committed. On another replica it is found when the intent is recorded. */
  public void cancel(String operationId, Cancel cancel) {
    onLoop(() -> {
      var run = runs.get(operationId);
      if (run != null) {
        guarded(run, () -> steps.tell(run, cancel));
      }
    });
  }

  private void take(Found found) {
    var standing = found.standing();
    Guard.run(
        standing.operationId(),
        standing.trace(),
        () -> {
          switch (found) {
            case Found.Stored stored -> take(new Run(stored));
            case Found.Doubtful doubtful -> steps.disbelieve(doubtful);
          }
        },
        () -> orphans.add(standing.operationId()));
  }

  private void take(Run run) {
    var known = runs.get(run.id());
    if (known != null) {
      if (known.fence > run.fence) {
        return; // Claimed again since: this news is old.
      }
      known.gone = true;
      seen(known);
      admission.left(known);
    }
    var before = runs.put(run.id(), run);
    if (before == null) {
      runsOf.merge(run.order.instance(), 1, Integer::sum);
    }
    if (Evolution.attemptOf(run.state) != null) {
      run.unseen = true;
      unseen.incrementAndGet();
      if (!(run.state instanceof State.Watching)) {
        admission.resumed(run);
      }
    }
    orphans.remove(run.id());
    guarded(run, () -> steps.tell(run, new Claim()));
  }

  /** On the event loop. */
  void tell(Run run, Command command) {
    onLoop(run, () -> steps.tell(run, command));
  }

  void onLoop(Run run, Runnable action) {
    onLoop(() -> guarded(run, action));
  }

  private void guarded(Run run, Runnable action) {
    Guard.run(
        run.id(),
        run.trace,
        action,
        () -> {
          if (!run.gone) {
            doubt(run);
          }
        });
  }

  void onLoop(Runnable action) {
    loop.runOnContext(go -> action.run());
  }

  /** Over, or back in the queue. */
  void release(Run run) {
    run.gone = true;
    if (runs.remove(run.id(), run)) {
      runsOf.computeIfPresent(run.order.instance(), (key, many) -> many == 1 ? null : many - 1);
    }
    seen(run);
    admission.left(run);
  }

  /** It was looked at, for the first time since it was taken up. */
  void seen(Run run) {
    if (run.unseen) {
      run.unseen = false;
      unseen.decrementAndGet();
    }
  }

  /** Not known whether the last change was stored: take it up again from what is on record. */
  void doubt(Run run) {
    release(run);
    orphans.add(run.id());
  }

  void after(Duration time, Runnable action) {
    vertx.setTimer(Math.max(1, time.toMillis()), fired -> onLoop(action));
  }

  void claimNext(String instanceKey) {
    if (stopping) {
      return;
    }
    executions
        .claimNext(leases.owner(), instanceKey)
        .subscribe()
        .with(
            claimed -> onLoop(() -> claimed.forEach(this::take)),
            fault -> LOG.debug("the next of a queue is left to the scan", fault));
  }

  private void scan() {
    admission.expired(clock.instant()).forEach(this::tell);
    if (scanning || stopping) {
      return;
    }
    scanning = true;
    var asked = List.copyOf(orphans);
    executions
        .claimDue(leases.owner(), asked, CLAIM_AT_ONCE)
        .subscribe()
        .with(
            claimed -> onLoop(() -> scanned(asked, claimed)),
            fault ->
                onLoop(() -> {
                  scanning = false;
                  LOG.warnf("cannot look for executions to take over: %s", fault.getMessage());
                }));
  }

  private void scanned(List<String> asked, List<Found> claimed) {
    scanning = false;
    var before = orphans.size();
    // What was asked for and not claimed is over, or somebody else's.
    asked.forEach(orphans::remove);
    var more = claimed.size() == CLAIM_AT_ONCE || before > asked.size();
    claimed.forEach(this::take);
    if (more) {
      scan();
    } else if (System.nanoTime() - started > settings.lease().toNanos()) {
      scannedAll = true;
    }
  }

  private void renew() {
    if (!stopping) {
      leases
          .renew()
          .subscribe()
          .with(done -> {}, fault -> LOG.warnf("cannot renew the lease: %s", fault.getMessage()));
      lookForCancellations();
      lookForStrays();
      expiry
          .endWhatWaitedTooLong()
          .subscribe()
          .with(
              done -> {}, fault -> LOG.debug("expired approvals are left to the next look", fault));
    }
  }

  /**
   * Claims whose answer was lost: committed, and this process never heard of it. A claim whose
   * answer is only late is left alone, so it takes two looks in a row.
   */
  private void lookForStrays() {
    // A run that is not ours any more, and does not know it yet, would hide a lost claim from the
    // count: so two looks in a row count nothing, again and again.
    strayLooks++;
    var known = strayLooks % STRAY_LOOKS < 2 ? NOT_COUNTED : runs.size() + orphans.size();
    executions
        .held(leases.owner(), known)
        .subscribe()
        .with(
            held ->
                onLoop(() -> {
                  held.removeAll(runs.keySet());
                  held.removeAll(orphans);
                  held.stream().filter(strays::contains).forEach(orphans::add);
                  strays = held;
                }),
            fault -> LOG.debug("cannot look for lost claims", fault));
  }

  /** Those that another replica's channel received. */
  private void lookForCancellations() {
    executions
        .cancellations(leases.owner())
        .subscribe()
        .with(
            found ->
                onLoop(() ->
                    found.forEach((id, cancel) -> {
                      var run = runs.get(id);
                      if (run != null && steps.unaware(run)) {
                        guarded(run, () -> steps.tell(run, cancel));
                      }
                    })),
            fault -> LOG.debug("cannot look for cancellations", fault));
  }

  void stop(@Observes ShutdownEvent event) {
    stopping = true;
    var quiet = new CompletableFuture<Void>();
    loop.runOnContext(go -> waitForQuiet(quiet, System.nanoTime() + GOODBYE.toNanos()));
    try {
      quiet.get(GOODBYE.toSeconds() + 1, TimeUnit.SECONDS);
      leases.end().await().atMost(Duration.ofSeconds(1));
    } catch (Exception e) {
      LOG.warn("stopping without having given up the lease; it will run out", e);
    }
  }

  /** Whatever only waits can be left to others at any time; a call under way is better finished. */
  private void waitForQuiet(CompletableFuture<Void> quiet, long deadline) {
    var busy = new ArrayList<Run>();
    for (var run : runs.values()) {
      if (run.saving || run.state instanceof State.Intent || run.state instanceof State.Accepted) {
        busy.add(run);
      }
    }
    if (busy.isEmpty() || System.nanoTime() - deadline > 0) {
      runs.values().forEach(run -> run.gone = true);
      quiet.complete(null);
    } else {
      vertx.setTimer(20, t -> waitForQuiet(quiet, deadline));
    }
  }
}
