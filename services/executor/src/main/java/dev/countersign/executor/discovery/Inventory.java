package dev.countersign.executor.discovery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.Topics;
import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.event.InstanceEvent;
import dev.countersign.contracts.event.InstanceEvent.InstanceGone;
import dev.countersign.contracts.event.InstanceEvent.InstanceObserved;
import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.instance.Instance;
import dev.countersign.contracts.instance.InstanceKey;
import dev.countersign.contracts.json.Json;
import dev.countersign.executor.ExecutorSettings;
import dev.countersign.executor.clock.DatabaseClock;
import dev.countersign.provider.Listing;
import dev.countersign.provider.Place;
import dev.countersign.relay.Hop;
import dev.countersign.relay.HopTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;

/** The inventory on record. */
@Singleton
class Inventory {
  // A later look wins, whoever had it; and only a difference is a change.
  private static final String OBSERVE =
      """
      insert into instances (instance_key, account, region, identifier, fingerprint, observed_at)
      values ($1, $2, $3, $4, $5, $6)
      on conflict (instance_key) do update set
        identifier = excluded.identifier, fingerprint = excluded.fingerprint,
        observed_at = excluded.observed_at, gone_at = null, sequence = instances.sequence + 1
      where instances.fingerprint <> excluded.fingerprint
        and instances.observed_at < excluded.observed_at
      returning instance_key, sequence
      """;

  private static final String GONE =
      """
      update instances set gone_at = now(), fingerprint = '', observed_at = $4,
        sequence = sequence + 1
      where account = $1 and region = $2 and gone_at is null
        and not (instance_key = any($3)) and not (identifier = any($5)) and observed_at < $4
      returning instance_key, sequence
      """;

  private final Hop hop;
  private final Pool pool;
  private final DatabaseClock clock;
  // What this process knows to be on record: most looks change nothing and need no database.
  private final ConcurrentHashMap<InstanceKey, String> fingerprints = new ConcurrentHashMap<>();

  @Inject
  Inventory(Hop hop, Pool pool, DatabaseClock clock) {
    this.hop = hop;
    this.pool = pool;
    this.clock = clock;
  }

  /** Records one instance as it was seen by the way. */
  Uni<Void> seen(Instance instance) {
    var fingerprint = fingerprint(instance);
    if (fingerprint.equals(fingerprints.get(instance.key()))) {
      return Uni.createFrom().voidItem();
    }
    return hop.transact(tx -> observe(tx, instance, fingerprint))
        .invoke(done -> fingerprints.put(instance.key(), fingerprint));
  }

  /** Records a whole listing of a place; what is not in there is gone. */
  Uni<Void> listed(Place place, Listing listing, Instant begunAt) {
    var instances = listing.instances();
    return onRecord(place)
        .map(known -> changed(instances))
        .chain(changed ->
            hop.transact(tx ->
                    Multi.createFrom()
                        .iterable(changed.entrySet())
                        .onItem()
                        .transformToUniAndConcatenate(
                            each -> observe(tx, each.getKey(), each.getValue()))
                        .collect()
                        .last()
                        .chain(done -> gone(tx, place, listing, begunAt)))
                .invoke(done ->
                    changed.forEach(
                        (instance, fingerprint) -> fingerprints.put(instance.key(), fingerprint))));
  }

  /** Those that differ from what is on record, with their fingerprints. */
  private Map<Instance, String> changed(List<Instance> instances) {
    var changed = new IdentityHashMap<Instance, String>();
    for (var instance : instances) {
      var fingerprint = fingerprint(instance);
      if (!fingerprint.equals(fingerprints.get(instance.key()))) {
        changed.put(instance, fingerprint);
      }
    }
    return changed;
  }

  /** What every process has found out, read anew: another replica may know better by now. */
  private Uni<Void> onRecord(Place place) {
    return pool.preparedQuery(
            """
            select instance_key, fingerprint from instances where account = $1 and region = $2
            """)
        .execute(Tuple.of(place.account(), place.region()))
        // What is gone has an empty fingerprint there, which no instance has.
        .invoke(rows ->
            rows.forEach(
                row -> fingerprints.put(InstanceKey.parse(row.getString(0)), row.getString(1))))
        .replaceWithVoid();
  }

  /** The identifiers that instances of a place had when they were last seen. */
  Uni<List<String>> identifiers(Place place) {
    return pool.preparedQuery(
            "select identifier from instances where account = $1 and region = $2 and gone_at is"
                + " null")
        .execute(Tuple.of(place.account(), place.region()))
        .map(rows ->
            StreamSupport.stream(rows.spliterator(), false).map(r -> r.getString(0)).toList());
  }

  private Uni<Void> observe(HopTransaction tx, Instance instance, String fingerprint) {
    var key = instance.key();
    return tx.sql()
        .preparedQuery(OBSERVE)
        .execute(
            Tuple.of(
                key.toString(),
                key.account(),
                key.region(),
                instance.identifier(),
                fingerprint,
                instance.observedAt().atOffset(ZoneOffset.UTC)))
        .invoke(rows ->
            rows.forEach(row -> publish(tx, row, clock.instant(), new InstanceObserved(instance))))
        .replaceWithVoid();
  }

  /** What a record that cannot be read may be about is not gone. */
  private Uni<Void> gone(HopTransaction tx, Place place, Listing listing, Instant begunAt) {
    if (listing.mayHold("")) {
      return Uni.createFrom().voidItem();
    }
    var keys = listing.instances().stream().map(i -> i.key().toString()).toArray(String[]::new);
    return tx.sql()
        .preparedQuery(GONE)
        .execute(
            Tuple.of(
                place.account(),
                place.region(),
                keys,
                begunAt.atOffset(ZoneOffset.UTC),
                listing.unreadable().toArray(String[]::new)))
        .invoke(rows ->
            rows.forEach(row -> {
              var key = InstanceKey.parse(row.getString("instance_key"));
              fingerprints.remove(key);
              // Consumers hold it against what was observed since: the time of the look, not of
              // now.
              publish(tx, row, begunAt, new InstanceGone(key));
            }))
        .replaceWithVoid();
  }

  private static void publish(HopTransaction tx, Row row, Instant time, InstanceEvent data) {
    var id = EventIds.next();
    var key = row.getString("instance_key");
    tx.publish(
        Topics.INSTANCES,
        new Event(
            id,
            ExecutorSettings.SOURCE,
            time.truncatedTo(ChronoUnit.MILLIS),
            key,
            key,
            row.getLong("sequence"),
            // Nobody asked for it: it begins a trace of its own.
            new Trace(id, null, null),
            data));
  }

  /** Everything about an instance but the time of the look. */
  private static String fingerprint(Instance instance) {
    var tree = (ObjectNode) Json.mapper().valueToTree(instance);
    tree.remove("observed_at");
    return RequestHash.sha256(Json.bytes(tree));
  }
}
