package dev.countersign.audit.sequencer;

import dev.countersign.audit.AuditSettings;
import dev.countersign.audit.checkpoint.SigningKey;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** A sequencer as the service has it, without the service around it. Also as a process to kill. */
public final class SequencerNode implements AutoCloseable {
  static {
    // Context propagation refuses a second thread while a first one sets it up. In a service that
    // is done before anything runs.
    Infrastructure.decorate((Runnable) () -> {});
  }

  private final Vertx vertx = Vertx.vertx();
  private final Pool pool;
  private final SequencerState state = new SequencerState();
  private final Acknowledgements acknowledgements;
  private final Sequencer sequencer;

  private SequencerNode(
      String bootstrapServers, String url, String user, String password, Path key, int batchSize) {
    var options = PgConnectOptions.fromUri(url).setUser(user).setPassword(password);
    options.setCachePreparedStatements(true);
    pool =
        Pool.newInstance(
            PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(4))
                .connectingTo(options)
                .using(vertx)
                .build());
    var settings = new Settings("countersign.test/ledger", key, batchSize);
    var broker = Map.<String, Object>of("bootstrap.servers", bootstrapServers);
    acknowledgements = new Acknowledgements(broker, settings, Clock.systemUTC());
    sequencer =
        new Sequencer(
            broker,
            pool,
            new SigningKey("THE_KEY", key, settings.origin()),
            Clock.systemUTC(),
            settings,
            acknowledgements,
            state);
  }

  static SequencerNode start(
      String bootstrapServers, String url, String user, String password, Path key, int batchSize) {
    var node = new SequencerNode(bootstrapServers, url, user, password, key, batchSize);
    node.sequencer.start(new StartupEvent());
    return node;
  }

  /** Runs until it is killed. */
  public static void main(String... arguments) throws InterruptedException {
    start(
        arguments[0],
        arguments[1],
        arguments[2],
        arguments[3],
        Path.of(arguments[4]),
        Integer.parseInt(arguments[5]));
    Thread.currentThread().join();
  }

  SequencerState.Role role() {
    return state.now().role();
  }

  long size() {
    return state.now().size();
  }

  @Override
  public void close() {
    try {
      sequencer.stop(new ShutdownEvent());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    acknowledgements.close();
    pool.closeAndAwait();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private record Settings(String origin, Path signingKeyFile, int batchSize)
      implements AuditSettings {
    @Override
    public Duration retryAfter() {
      return Duration.ofMillis(200);
    }

    @Override
    public Duration silentAfter() {
      return Duration.ofSeconds(15);
    }
  }
}
