package dev.countersign.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.EventReader;
import dev.countersign.contracts.event.RawRecord;
import dev.countersign.contracts.poison.Poison;
import dev.countersign.contracts.poison.Poisons;
import dev.countersign.embedded.RawProducer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that can be wrong with a record, and a good one behind it. */
@QuarkusTest
@QuarkusTestResource(GatewayInfra.class)
class SpoiltRecordsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Inject Pool pool;

  @Inject
  @Identifier("default-kafka-broker")
  Map<String, Object> kafka;

  @ParameterizedTest
  @ValueSource(strings = {Topics.INSTANCES, Topics.DECISIONS, Topics.STATUS})
  void noneStopsTheOneBehindItAndNoneIsActedOnThatNobodyMayActOn(String topic) {
    var poisons = Poisons.of(topic);
    var good = Poisons.good(topic);
    var records = new ArrayList<RawRecord>(poisons.stream().map(Poison::content).toList());
    records.add(good);
    var broker = String.valueOf(kafka.get("bootstrap.servers"));

    var offsets = RawProducer.send(broker, String.valueOf(good.key()), records);

    var id = EventReader.read(good).id();
    await().atMost(PATIENCE).until(() -> handled(id) == 1);
    var refused = new TreeSet<Long>();
    for (int at = 0; at < poisons.size(); at++) {
      if (poisons.get(at).refused()) {
        refused.add(offsets.get(at));
      }
    }
    refused.removeAll(putAside(topic));
    assertEquals(new TreeSet<Long>(), refused);
  }

  private long handled(String eventId) {
    return pool.preparedQuery("select count(*) from inbox where event_id = $1")
        .executeAndAwait(Tuple.of(eventId))
        .iterator()
        .next()
        .getLong(0);
  }

  private List<Long> putAside(String topic) {
    var offsets = new ArrayList<Long>();
    pool.preparedQuery("select \"offset\" from quarantine where topic = $1")
        .executeAndAwait(Tuple.of(topic))
        .forEach(row -> offsets.add(row.getLong(0)));
    return offsets;
  }
}
