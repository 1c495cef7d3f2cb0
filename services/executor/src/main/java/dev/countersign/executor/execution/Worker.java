package dev.countersign.executor.execution;

import dev.countersign.chassis.loop.Question;
import dev.countersign.executor.core.Command.Cancel;
import dev.countersign.executor.core.State;
import dev.countersign.executor.execution.Found.Stored;
import dev.countersign.executor.execution.Records.Recorded;
import dev.countersign.executor.pace.Replicas;
import dev.countersign.executor.sweep.Sweeper;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One process's part in all executions: claims what is due, renews the lease, and takes what it is
 * in charge of from step to step. All of it happens on one loop, so that no state needs a lock;
 * what is public may be called from any thread.
 */
public final class Worker {
  private static final Duration SCAN = Duration.ofSeconds(1);
  // A process that was killed has often just been started again: its lease ends within one from
  // now.
  private static final Duration FIRST_SCANS = Duration.ofMillis(200);
  private static final Duration GOODBYE = Duration.ofSeconds(5);
  private static final Duration A_MOMENT = Duration.ofMillis(20);
  private static final Duration CLAIMING = Duration.ofSeconds(30);
  private static final int CLAIM_AT_ONCE = 500;
  private static final int RENEWALS_PER_LEASE = 4;
  private static final int STRAY_LOOKS = 24;
  private static final int NOT_COUNTED = -1;

  private final Shell shell;
  private final Leases leases;
  private final Charge charge = new Charge();
  private final Admission admission;
  private final Preparation preparation;
  private final Steps steps;
  private final Expiry expiry;
  private long started;
  private int strayLooks;
  private boolean scanning;
  // Nothing was due at a time when no lease from before the start could still hold.
  private volatile boolean scannedAll;
  private boolean stopping;

  public Worker(Shell shell, Replicas replicas) {
    this.shell = shell;
    this.leases = new Leases(shell, replicas);
    this.admission = new Admission(shell);
    var sweeper = new Sweeper(shell.cloud(), shell.loop());
    this.preparation = new Preparation(shell, sweeper);
    this.steps =
        new Steps(
            shell,
            charge,
            admission,
            new Effects(shell, admission, preparation),
            new Looks(shell, charge, sweeper));
    this.expiry = new Expiry(shell, steps);
  }

  /** Begins, once there is a lease: only then may anything be claimed in its name. */
  public CompletableFuture<Void> start() {
    var leased = new CompletableFuture<Void>();
    shell.loop().execute(() -> start(leased));
    return leased;
  }

  private void start(CompletableFuture<Void> leased) {
    leases
        .renew()
        .whenComplete((done, fault) -> {
          if (fault != null) {
            shell.observer().waits("cannot get a lease", fault);
            shell.loop().after(SCAN, () -> start(leased));
            return;
          }
          started = shell.loop().nanos();
          every(shell.settings().lease().dividedBy(RENEWALS_PER_LEASE), this::renew);
          every(SCAN, this::scan);
          scanOften();
          leased.complete(null);
        });
  }

  private void every(Duration pause, Runnable task) {
    shell
        .loop()
        .after(
            pause,
            () -> {
              if (!stopping) {
                every(pause, task);
                task.run();
              }
            });
  }

  private void scanOften() {
    scan();
    if (sinceStart().compareTo(shell.settings().lease().plus(SCAN)) < 0) {
      shell.loop().after(FIRST_SCANS, this::scanOften);
    }
  }

  private Duration sinceStart() {
    return Duration.ofNanos(shell.loop().nanos() - started);
  }

  /** In whose name this process claims. */
  public String owner() {
    return shell.settings().owner();
  }

  /** How many executions this process is in charge of. */
  public int inFlight() {
    return charge.inFlight();
  }

  /** How many of them were taken over and not looked at since. */
  public int unseen() {
    return charge.unseen();
  }

  /** Whatever a process left that died before this one began is in hand, and was looked at. */
  public boolean caughtUp() {
    return scannedAll && charge.unseen() == 0;
  }

  /**
   * An execution that is being put on record, claimed for this process. Until that has come about,
   * its session is opened.
   *
   * @return begins with it; to be run once it is on record
   */
  public Runnable expect(Stored stored) {
    var run = new Run(stored);
    shell
        .loop()
        .execute(() -> {
          if (!stopping && admission.isOpen(run.place()) && !charge.isBusy(run.order.instance())) {
            run.ahead = preparation.ahead(run);
          }
        });
    return () -> shell.loop().execute(() -> steps.take(run));
  }

  /** Begins with an execution that was let in and claimed for this process. */
  public void begin(Stored stored) {
    shell.loop().execute(() -> steps.take(new Run(stored)));
  }

  /** Something may be claimable in the instance's queue. */
  public void poke(String resourceKey) {
    shell.loop().execute(() -> steps.claimNext(resourceKey));
  }

  /** A cancellation was committed. On another replica it is found when the intent is recorded. */
  public void cancel(String operationId, Cancel cancel) {
    shell.loop().execute(() -> cancelled(operationId, cancel));
  }

  private void cancelled(String operationId, Cancel cancel) {
    var run = charge.of(operationId);
    if (run != null) {
      steps.submit(run, cancel);
    }
  }

  private void scan() {
    admission.expired(shell.clock().instant()).forEach(steps::submit);
    if (scanning || stopping) {
      return;
    }
    scanning = true;
    var asked = charge.orphans();
    Question.of(shell.loop(), () -> shell.records().claimDue(owner(), asked, CLAIM_AT_ONCE))
        .within(CLAIMING)
        .late(claimed -> claimed.forEach(steps::take))
        .then(
            claimed -> scanned(asked, claimed),
            fault -> {
              scanning = false;
              shell.observer().waits("cannot look for executions to take over", fault);
            });
  }

  private void scanned(List<String> asked, List<Recorded> claimed) {
    scanning = false;
    var more = claimed.size() == CLAIM_AT_ONCE || charge.orphans().size() > asked.size();
    charge.asked(asked);
    claimed.forEach(steps::take);
    if (more) {
      scan();
    } else if (sinceStart().compareTo(shell.settings().lease()) > 0) {
      scannedAll = true;
    }
  }

  private void renew() {
    leases
        .renew()
        .exceptionally(fault -> {
          shell.observer().waits("cannot renew the lease", fault);
          return null;
        });
    lookForCancellations();
    lookForStrays();
    expiry.endWhatWaitedTooLong();
  }

  /** Claims whose answer was lost: committed, and this process never heard of it. */
  private void lookForStrays() {
    // A run that is not ours any more, and does not know it yet, would hide a lost claim from the
    // count: so two looks in a row count nothing, again and again.
    strayLooks++;
    var known = strayLooks % STRAY_LOOKS < 2 ? NOT_COUNTED : charge.known();
    Question.of(shell.loop(), () -> shell.records().held(owner(), known))
        .then(charge::held, fault -> shell.observer().waits("cannot look for lost claims", fault));
  }

  /** Those that another replica's channel received. */
  private void lookForCancellations() {
    Question.of(shell.loop(), () -> shell.records().cancellations(owner()))
        .then(
            found -> found.forEach(this::cancelled),
            fault -> shell.observer().waits("cannot look for cancellations", fault));
  }

  /** Claims nothing more, finishes calls under way, within seconds, and gives up the lease. */
  public CompletableFuture<Void> stop() {
    var stopped = new CompletableFuture<Void>();
    shell
        .loop()
        .execute(() -> {
          stopping = true;
          steps.stop();
          waitForQuiet(shell.loop().nanos() + GOODBYE.toNanos(), stopped);
        });
    return stopped;
  }

  /** Whatever only waits can be left to others at any time; a call under way is better finished. */
  private void waitForQuiet(long deadline, CompletableFuture<Void> stopped) {
    if (charge.runs().stream().noneMatch(Worker::isBusy) || shell.loop().nanos() - deadline > 0) {
      charge.end();
      leases.end().whenComplete((done, fault) -> stopped.complete(null));
    } else {
      shell.loop().after(A_MOMENT, () -> waitForQuiet(deadline, stopped));
    }
  }

  private static boolean isBusy(Run run) {
    return run.saving || run.state instanceof State.Intent || run.state instanceof State.Accepted;
  }
}
