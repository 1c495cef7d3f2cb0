package dev.countersign.relay;

import dev.countersign.relay.publishing.Limits;
import dev.countersign.relay.publishing.Observer;
import dev.countersign.relay.publishing.Parts;
import dev.countersign.relay.publishing.Publishing;
import dev.countersign.relay.publishing.Stored;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** Publishes this service's outbox: {@link Publishing} on a thread, PostgreSQL and Kafka. */
@ApplicationScoped
class Relay implements Wake {
  private static final Logger LOG = Logger.getLogger(Relay.class);
  private static final Duration STOPPING = Duration.ofSeconds(5);

  private final ThreadLoop loop = new ThreadLoop("relay");
  private final Troubles troubles;
  private final Housekeeping housekeeping;
  private final Publishing publishing;

  @Inject
  Relay(
      Pool pool,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      RelaySettings settings,
      Troubles troubles) {
    this.troubles = troubles;
    this.housekeeping = new Housekeeping(pool, settings);
    this.publishing =
        new Publishing(
            loop,
            new PostgresRecords(pool),
            new KafkaBus(kafka, settings.serviceName(), settings.deliveryTimeout()),
            new Telling(),
            Limits.usual(settings.pollInterval()),
            Parts.REAL);
  }

  void start(@Observes StartupEvent event) {
    start();
  }

  void start() {
    publishing.start();
  }

  @Override
  public boolean takesOver() {
    return publishing.takesOver();
  }

  @Override
  public void committed(List<Stored> stored) {
    publishing.committed(stored);
  }

  /** Whether this instance is the one that publishes. */
  boolean leads() {
    return publishing.leads();
  }

  /** How many the broker has and the database does not say so yet. */
  int unmarked() {
    return publishing.unmarked();
  }

  /** Whether only another process could publish again; see {@link Publishing#stalled}. */
  boolean stalled(Duration oldest, boolean brokerAnswers) {
    return publishing.stalled(oldest, brokerAnswers);
  }

  /** After everybody who may still have something to say. */
  void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER - 1) ShutdownEvent event) {
    stop();
  }

  void stop() {
    try {
      publishing.stop().toCompletableFuture().get(STOPPING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.debug("the relay ends in the middle of something, which is on record", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      loop.end();
    }
  }

  /** What becomes visible of it: log, health and metrics. */
  private final class Telling implements Observer {
    @Override
    public void waits(Part part, Throwable fault) {
      troubles.begin(name(part), fault);
    }

    @Override
    public void works(Part part) {
      troubles.end(name(part));
    }

    @Override
    public void leads(boolean leads) {
      if (leads) {
        LOG.info("this instance publishes");
      }
      Numbers.leads(leads);
    }

    @Override
    public void published(int events) {
      Numbers.published(events);
    }

    @Override
    public void looked() {
      housekeeping.whenDue(publishing::wake);
    }

    private static String name(Part part) {
      return part.name().toLowerCase(Locale.ROOT);
    }
  }
}
