package dev.countersign.policy;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventData;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.contracts.resource.ResourceKey;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests say to a policy service on real topics, and what they find in its database. */
abstract class OnTheBus {
  @Inject PolicyConfig config;
  @Inject Pool pool;

  @Inject
  @Identifier("default-kafka-broker")
  Map<String, Object> kafka;

  Bus bus;

  @BeforeEach
  void connect() {
    bus = new Bus(String.valueOf(kafka.get("bootstrap.servers")));
  }

  @AfterEach
  void disconnect() {
    bus.close();
  }

  /** Observed, and on record. */
  final <R extends Resource> R known(R resource) {
    bus.observe(resource);
    awaitKnown(resource.key(), 1);
    return resource;
  }

  final Instance known(String account, String identifier, Map<String, String> tags) {
    return known(Samples.instance(account, identifier, tags));
  }

  final void awaitKnown(ResourceKey key, long count) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> number("select count(*) from resources where resource_key = $1", key) == count);
  }

  final long number(String sql, Object argument) {
    return pool.preparedQuery(sql)
        .executeAndAwait(Tuple.of(argument.toString()))
        .iterator()
        .next()
        .getLong(0);
  }

  /** In the settings file. */
  final void edit(String from, String to) throws IOException {
    var file = config.settings().orElseThrow();
    Whole.write(file, Files.readString(file).replace(from, to));
  }

  static List<EventData> data(List<Event> events) {
    return events.stream().map(Event::data).toList();
  }
}
