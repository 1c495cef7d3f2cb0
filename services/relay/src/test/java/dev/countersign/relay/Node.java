package dev.countersign.relay;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.Event;
import dev.countersign.embedded.Database;
import dev.countersign.embedded.TestInfra;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One instance of the test service, put together by hand: its pool, its hop and its relay. */
final class Node implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  static {
    // Context propagation refuses a second thread while a first one sets it up. In a service that
    // is done before anything runs.
    Infrastructure.decorate((Runnable) () -> {});
  }

  final Vertx vertx = Vertx.vertx();
  final Pool pool;
  final Troubles troubles = new Troubles();
  final Settings settings;
  final Relay relay;
  final Hop hop;

  Node(String bootstrapServers, Database database, Settings settings) {
    this.settings = settings;
    pool =
        Pool.newInstance(
            PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(8).setConnectionTimeout(5))
                .connectingTo(
                    PgConnectOptions.fromUri(database.reactiveUrl())
                        .setUser(database.runtime())
                        .setPassword(database.runtimePassword()))
                .using(vertx.getDelegate())
                .build());
    relay = new Relay(pool, Map.of("bootstrap.servers", bootstrapServers), settings, troubles);
    hop = new Hop(pool, settings, relay, troubles);
  }

  /** On the shared broker, with a database of its own; publishes status events. */
  static Node onSharedInfra() {
    var infra = TestInfra.shared();
    return new Node(
        infra.bootstrapServers(),
        SharedInfra.migrated(infra.database("echo")),
        Settings.forTopic(Topics.STATUS));
  }

  /** Commits one effect and the event that tells of it. */
  Uni<Void> handle(HopTransaction tx, Event event) {
    return tx.make(EchoService.effect(settings.topic(), event, () -> {}));
  }

  /** Commits so many events about one instance, each in a transaction of its own, in order. */
  List<String> commit(int instance, int from, int to) {
    var subjects = new ArrayList<String>();
    for (int sequence = from; sequence <= to; sequence++) {
      var event = Requests.cancel(instance, sequence);
      hop.transact(tx -> handle(tx, event)).await().atMost(PATIENCE);
      subjects.add(event.subject());
    }
    return subjects;
  }

  /** Commits so many events about one instance in one transaction. */
  void commitAtOnce(int instance, int from, int to) {
    hop.transact(
            tx -> {
              for (var sequence = from; sequence <= to; sequence++) {
                tx.publish(
                    settings.topic(), EchoService.echoOf(Requests.cancel(instance, sequence)));
              }
              return Uni.createFrom().voidItem();
            })
        .await()
        .atMost(PATIENCE);
  }

  long count(String query) {
    return pool.query(query).execute().await().atMost(PATIENCE).iterator().next().getLong(0);
  }

  @Override
  public void close() {
    relay.stop();
    pool.close().await().atMost(PATIENCE);
    vertx.close().await().atMost(PATIENCE);
  }

  /** As {@link RelaySettings} says, with short times. */
  record Settings(
      String topic, Duration redriveAfter, Duration deliveryTimeout, Duration inboxRetention)
      implements RelaySettings {
    static Settings forTopic(String topic) {
      return new Settings(topic, Duration.ofMinutes(5), Duration.ofSeconds(5), Duration.ofDays(35));
    }

    @Override
    public String source() {
      return "/countersign/echo";
    }

    @Override
    public Duration pollInterval() {
      return Duration.ofSeconds(1);
    }

    @Override
    public Duration wellOutboxAge() {
      return Duration.ofSeconds(30);
    }

    @Override
    public Duration handlingTimeout() {
      // Tests count how often something is handled: nothing may take so long but what is to.
      return Duration.ofSeconds(12);
    }

    @Override
    public boolean exitOnDeadChannel() {
      return false;
    }
  }
}
