package dev.countersign.audit.sequencer;

import dev.countersign.audit.checkpoint.Checkpoint;
import dev.countersign.audit.checkpoint.SigningKey;
import dev.countersign.audit.entry.Entry;
import dev.countersign.audit.entry.LedgerRecord;
import dev.countersign.audit.intake.Arrival;
import dev.countersign.audit.intake.Intake;
import dev.countersign.audit.intake.Plan;
import dev.countersign.audit.intake.Resumption;
import dev.countersign.audit.store.Head;
import dev.countersign.audit.store.LedgerAppend;
import dev.countersign.audit.store.LedgerLoad;
import dev.countersign.audit.store.StoredCheckpoint;
import dev.countersign.audit.tree.Frontier;
import dev.countersign.chassis.telemetry.LogContext;
import dev.countersign.contracts.Topics;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Appends to the ledger from its present end, for as long as its connection holds the lock. After
 * any failure it is thrown away: what it thinks the end is may be wrong then.
 */
final class Writer {
  private static final Logger LOG = Logger.getLogger(Writer.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Set<String> COMPACTED = Set.of(Topics.RESOURCES);

  private final SqlConnection connection;
  private final SigningKey signer;
  private final Clock clock;
  private Head head;
  private @Nullable YearMonth open;

  private Writer(SqlConnection connection, SigningKey signer, Clock clock, Head head) {
    this.connection = connection;
    this.signer = signer;
    this.clock = clock;
    this.head = head;
  }

  /** A writer at the end of the ledger, which is checked against its last checkpoint. */
  static Writer atEnd(SqlConnection connection, SigningKey signer, Clock clock) {
    return new Writer(connection, signer, clock, await(LedgerLoad.head(connection)));
  }

  Head head() {
    return head;
  }

  /** Records what the broker has lost since the last writer. */
  void resume(Resumption resumption) {
    if (!resumption.resets().isEmpty()) {
      var now = now();
      var alarms = resumption.alarms().stream().map(alarm -> alarm.entry(now)).toList();
      commit(new Plan(alarms, List.of(), resumption.resets()), now);
    }
  }

  /** Appends what is new among these records, as one batch. */
  Plan append(List<LedgerRecord> records) {
    var now = now();
    var arrivals = records.stream().map(one -> Arrival.of(one, now)).toList();
    var known = await(LedgerLoad.known(connection, arrivals));
    var plan = Intake.plan(COMPACTED, head.next(), known, arrivals, now);
    commit(plan, now);
    return plan;
  }

  private void commit(Plan plan, Instant now) {
    var growth = head.tree().append(plan.entries().stream().map(Entry::leaf).toList());
    StoredCheckpoint checkpoint = null;
    if (!plan.entries().isEmpty()) {
      checkpoint = sign(growth.frontier(), now);
      openMonth(now);
    }
    await(
        LedgerAppend.write(
            connection, plan, head.tree().size(), growth.completed(), checkpoint, now));
    head = head.after(growth.frontier(), plan.next());
    plan.entries().forEach(Writer::warn);
  }

  private StoredCheckpoint sign(Frontier tree, Instant now) {
    var root = tree.root();
    var with = signer.get();
    var note = with.sign(new Checkpoint(with.verifier().name(), tree.size(), root));
    return new StoredCheckpoint(tree.size(), root, note, now);
  }

  private void openMonth(Instant now) {
    var month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
    if (!month.equals(open)) {
      await(LedgerAppend.openMonth(connection, month.atDay(1)));
      open = month;
    }
  }

  private static void warn(Entry entry) {
    switch (entry.kind()) {
      case EVENT -> {}
      case ALARM, CONFLICT, UNREADABLE -> {
        var origin = entry.origin();
        var told =
            "the ledger recorded what should not be: %s %s"
                .formatted(entry.facts().type(), origin == null ? "" : origin.position());
        var correlationId = origin == null ? null : origin.correlationId();
        if (correlationId == null) {
          LOG.warn(told);
        } else {
          LogContext.run(correlationId, entry.facts().operation(), () -> LOG.warn(told));
        }
      }
    }
  }

  /** As precise as entries say it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static <T> T await(Uni<T> work) {
    return work.await().atMost(PATIENCE);
  }
}
