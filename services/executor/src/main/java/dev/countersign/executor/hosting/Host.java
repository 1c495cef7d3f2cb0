package dev.countersign.executor.hosting;

import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.executor.ExecutorSettings;
import dev.countersign.executor.accounts.Account;
import dev.countersign.executor.accounts.Accounts;
import dev.countersign.executor.accounts.Limits;
import dev.countersign.executor.clock.DatabaseClock;
import dev.countersign.executor.cloud.AwsTime;
import dev.countersign.executor.cloud.Cloud;
import dev.countersign.executor.execution.Records;
import dev.countersign.executor.execution.Shell;
import dev.countersign.executor.execution.SignedOrders;
import dev.countersign.executor.execution.SignedOrders.Patience;
import dev.countersign.executor.execution.Worker;
import dev.countersign.executor.intake.Inspection;
import dev.countersign.executor.pace.Replicas;
import dev.countersign.executor.preview.Previews;
import dev.countersign.executor.trust.TrustedKeys;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Makes the shell's parts out of what this service has, and starts and stops it. */
@Singleton
final class Host {
  private static final Logger LOG = Logger.getLogger(Host.class);
  private static final int GOODBYE_SECONDS = 7;

  @Produces
  @Singleton
  AwsTime awsTime(ExecutorSettings settings, InstantSource clock) {
    return new AwsTime(settings.maxClockSkew(), clock);
  }

  /** Made at start: a mistake in a setting must not put every approval into quarantine. */
  @Produces
  @Singleton
  SignedOrders signedOrders(
      TrustedKeys trusted, OperationCatalogue catalogue, ExecutorSettings settings) {
    return new SignedOrders(
        trusted::byId,
        catalogue,
        new Patience(settings.settle(), settings.watchFor(), settings.timeoutsByOperation()));
  }

  @Produces
  @Singleton
  Worker worker(
      Vertx vertx,
      Records records,
      Cloud cloud,
      ExecutionLog log,
      DatabaseClock clock,
      SignedOrders orders,
      Accounts accounts,
      ExecutorSettings settings,
      Replicas replicas) {
    var ours =
        new Shell.Settings(
            UUID.randomUUID().toString(),
            settings.lease(),
            settings.pollInterval(),
            place -> accounts.of(place).map(Account::limits).orElse(Limits.NONE),
            () -> ThreadLocalRandom.current().nextDouble());
    return new Worker(
        new Shell(new VertxLoop(vertx), records, cloud, log, clock, orders, ours), replicas);
  }

  /** On a loop of its own, so that nothing that is carried out waits for it. */
  @Produces
  @Singleton
  Previews previews(
      Vertx vertx,
      Cloud cloud,
      DatabaseClock clock,
      SignedOrders orders,
      TrustedKeys trusted,
      Accounts accounts,
      OperationCatalogue catalogue,
      ExecutorSettings settings) {
    return new Previews(
        new VertxLoop(vertx),
        cloud,
        new Inspection(
            trusted::byId,
            place -> accounts.of(place).isPresent(),
            catalogue,
            settings.keepEnded()),
        orders,
        clock,
        settings.previewPatience());
  }

  // Before the channels begin: what they hand over is claimed in the name of this lease.
  void start(@Observes @Priority(1) StartupEvent event, ExecutorSettings settings, Worker worker) {
    settings.check();
    Metrics.gauge("countersign.executions.in.flight", worker, Worker::inFlight);
    Metrics.gauge("countersign.executions.unseen", worker, Worker::unseen);
    worker.start().join();
  }

  void stop(@Observes ShutdownEvent event, Worker worker) {
    try {
      worker.stop().get(GOODBYE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      LOG.warn("stopping without having given up the lease; it will run out", e);
    }
  }
}
