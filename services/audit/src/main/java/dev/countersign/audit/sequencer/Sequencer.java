package dev.countersign.audit.sequencer;

import dev.countersign.audit.AuditSettings;
import dev.countersign.audit.checkpoint.SigningKey;
import dev.countersign.audit.intake.Resumption;
import dev.countersign.audit.store.WriterLock;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * A thread that tries to become the writer, writes while it is, and starts over after any fault.
 */
@ApplicationScoped
class Sequencer {
  private static final Logger LOG = Logger.getLogger(Sequencer.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Gathering begins with the first record; this only bounds how long an idle look takes. */
  private static final Duration IDLE_POLL = Duration.ofMillis(500);

  private static final Duration LOOK_FOR_PARTITIONS = Duration.ofSeconds(60);

  private final Map<String, Object> broker;
  private final Pool pool;
  private final SigningKey signer;
  private final Clock clock;
  private final AuditSettings settings;
  private final Acknowledgements acknowledgements;
  private final SequencerState state;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "ledger-sequencer");

  @Inject
  Sequencer(
      @Identifier("default-kafka-broker") Map<String, Object> broker,
      Pool pool,
      SigningKey signer,
      Clock clock,
      AuditSettings settings,
      Acknowledgements acknowledgements,
      SequencerState state) {
    this.broker = broker;
    this.pool = pool;
    this.signer = signer;
    this.clock = clock;
    this.settings = settings;
    this.acknowledgements = acknowledgements;
    this.state = state;
  }

  void start(@Observes StartupEvent event) {
    settings.check();
    thread.setDaemon(true);
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stop.countDown();
    thread.join(PATIENCE);
  }

  private void run() {
    do {
      try {
        takeTurn();
      } catch (RuntimeException e) {
        state.failing(e.toString());
        LOG.errorf(e, "the ledger's writer failed and starts over");
      }
    } while (!stopped(settings.retryAfter()));
  }

  private void takeTurn() {
    var connection = connection();
    try {
      if (WriterLock.tryTake(connection).await().atMost(PATIENCE)) {
        write(connection);
      } else {
        state.standingBy();
      }
    } finally {
      giveBack(connection);
    }
  }

  /**
   * One that comes too late goes back: a few that nobody gives back, and the pool has none left.
   */
  private SqlConnection connection() {
    var asked = pool.getConnection().subscribeAsCompletionStage();
    try {
      return asked.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      asked.thenAccept(late -> late.closeAndForget());
      throw new IllegalStateException("no connection to the database", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("no connection to the database", e.getCause());
    } catch (InterruptedException e) {
      asked.thenAccept(late -> late.closeAndForget());
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped", e);
    }
  }

  private void write(SqlConnection connection) {
    var writer = Writer.atEnd(connection, signer, clock);
    try (var source = RecordSource.open(broker, settings.batchSize())) {
      var logs = source.logs();
      var resumption = Resumption.plan(writer.head().next(), logs);
      writer.resume(resumption);
      source.seek(resumption.seeks());
      // The first poll may wait for a record for as long as any other.
      state.writing(writer.head().tree().size(), resumption.behind(logs));
      LOG.infof("writing the ledger from entry %d on", writer.head().tree().size());
      long looked = System.nanoTime();
      while (stop.getCount() > 0) {
        writeNext(writer, source);
        if (System.nanoTime() - looked > LOOK_FOR_PARTITIONS.toNanos()) {
          if (source.outgrown()) {
            return;
          }
          looked = System.nanoTime();
        }
      }
    }
  }

  private void writeNext(Writer writer, RecordSource source) {
    var records = source.gather(IDLE_POLL);
    if (!records.isEmpty()) {
      var received = System.nanoTime();
      var plan = writer.append(records);
      LedgerNumbers.hop(System.nanoTime() - received);
      state.read(records.getLast().timestamp());
      acknowledgements.send(writer.head(), plan.acknowledged());
      if (!plan.entries().isEmpty()) {
        state.appended(writer.head().tree().size(), clock.instant());
      }
    }
    state.writing(writer.head().tree().size(), source.lag());
  }

  /** The lock belongs to the session, which outlives its stay in the pool. */
  private static void giveBack(SqlConnection connection) {
    try {
      WriterLock.release(connection).await().atMost(PATIENCE);
    } catch (RuntimeException e) {
      LOG.debugf(e, "the connection is gone, and the lock with it");
    } finally {
      connection.closeAndForget();
    }
  }

  private boolean stopped(Duration wait) {
    try {
      return stop.await(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
