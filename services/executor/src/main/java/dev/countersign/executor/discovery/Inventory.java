package dev.countersign.executor.discovery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.Topics;
import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.event.ResourceEvent;
import dev.countersign.contracts.event.ResourceEvent.ResourceGone;
import dev.countersign.contracts.event.ResourceEvent.ResourceObserved;
import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.contracts.resource.ResourceKey;
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
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The inventory on record. */
@Singleton
class Inventory {
  // A later look wins, whoever had it; and only a difference is a change.
  private static final String OBSERVE =
      """
      insert into resources
        (resource_key, account, region, kind, identifier, fingerprint, observed_at, member_of)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      on conflict (resource_key) do update set
        identifier = excluded.identifier, fingerprint = excluded.fingerprint,
        observed_at = excluded.observed_at, member_of = excluded.member_of, gone_at = null, sequence = resources.sequence + 1
      where resources.fingerprint <> excluded.fingerprint
        and resources.observed_at < excluded.observed_at
      returning resource_key, sequence
      """;

  private static final String GONE =
      """
      update resources set gone_at = now(), fingerprint = '', observed_at = $4,
        sequence = sequence + 1
      where account = $1 and region = $2 and kind = any($6) and gone_at is null
        and not (resource_key = any($3)) and not (identifier = any($5)) and observed_at < $4
      returning resource_key, sequence
      """;

  private final Hop hop;
  private final Pool pool;
  private final DatabaseClock clock;
  // What this process knows to be on record: most looks change nothing and need no database.
  private final ConcurrentHashMap<ResourceKey, String> fingerprints = new ConcurrentHashMap<>();

  @Inject
  Inventory(Hop hop, Pool pool, DatabaseClock clock) {
    this.hop = hop;
    this.pool = pool;
    this.clock = clock;
  }

  /** Records one resource as it was seen by the way. */
  Uni<Void> seen(Resource resource) {
    var fingerprint = fingerprint(resource);
    if (fingerprint.equals(fingerprints.get(resource.key()))) {
      return Uni.createFrom().voidItem();
    }
    return hop.transact(tx -> observe(tx, resource, fingerprint))
        .invoke(done -> fingerprints.put(resource.key(), fingerprint));
  }

  /** Records a whole listing of a place; what is not in there is gone. */
  Uni<Void> listed(Place place, Listing listing, Instant begunAt) {
    var resources = listing.resources();
    return onRecord(place)
        .map(known -> changed(resources))
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
                        (resource, fingerprint) -> fingerprints.put(resource.key(), fingerprint))));
  }

  /** Those that differ from what is on record, with their fingerprints. */
  private Map<Resource, String> changed(List<Resource> resources) {
    var changed = new IdentityHashMap<Resource, String>();
    for (var resource : resources) {
      var fingerprint = fingerprint(resource);
      if (!fingerprint.equals(fingerprints.get(resource.key()))) {
        changed.put(resource, fingerprint);
      }
    }
    return changed;
  }

  /** What every process has found out, read anew: another replica may know better by now. */
  private Uni<Void> onRecord(Place place) {
    return pool.preparedQuery(
            """
            select resource_key, fingerprint from resources where account = $1 and region = $2
            """)
        .execute(Tuple.of(place.account(), place.region()))
        // What is gone has an empty fingerprint there, which no resource has.
        .invoke(rows ->
            rows.forEach(
                row -> fingerprints.put(ResourceKey.parse(row.getString(0)), row.getString(1))))
        .replaceWithVoid();
  }

  /** The identifiers that resources of a service had there when they were last seen, by kind. */
  Uni<Map<String, List<String>>> identifiers(String service, Place place) {
    return pool.preparedQuery(
            "select kind, identifier from resources where account = $1 and region = $2"
                + " and starts_with(kind, $3) and gone_at is null")
        .execute(Tuple.of(place.account(), place.region(), service + ':'))
        .map(rows ->
            StreamSupport.stream(rows.spliterator(), false)
                .collect(
                    Collectors.groupingBy(
                        row -> row.getString(0),
                        Collectors.mapping(row -> row.getString(1), Collectors.toList()))));
  }

  private Uni<Void> observe(HopTransaction tx, Resource resource, String fingerprint) {
    var key = resource.key();
    return tx.sql()
        .preparedQuery(OBSERVE)
        .execute(
            Tuple.tuple()
                .addString(key.toString())
                .addString(key.account())
                .addString(key.region())
                .addString(key.kind())
                .addString(resource.identifier())
                .addString(fingerprint)
                .addOffsetDateTime(resource.observedAt().atOffset(ZoneOffset.UTC))
                .addString(resource.cluster()))
        .invoke(rows ->
            rows.forEach(row ->
                publish(tx, row, clock.instant(), new ResourceObserved(ShownTags.of(resource)))))
        .replaceWithVoid();
  }

  /** What a record that cannot be read may be about is not gone. */
  private Uni<Void> gone(HopTransaction tx, Place place, Listing listing, Instant begunAt) {
    if (listing.mayHold("")) {
      return Uni.createFrom().voidItem();
    }
    var keys = listing.resources().stream().map(i -> i.key().toString()).toArray(String[]::new);
    return tx.sql()
        .preparedQuery(GONE)
        .execute(
            Tuple.of(
                place.account(),
                place.region(),
                keys,
                begunAt.atOffset(ZoneOffset.UTC),
                listing.unreadable().toArray(String[]::new),
                listing.kinds().toArray(String[]::new)))
        .invoke(rows ->
            rows.forEach(row -> {
              var key = ResourceKey.parse(row.getString("resource_key"));
              fingerprints.remove(key);
              // Consumers hold it against what was observed since: the time of the look, not of
              // now.
              publish(tx, row, begunAt, new ResourceGone(key));
            }))
        .replaceWithVoid();
  }

  private static void publish(HopTransaction tx, Row row, Instant time, ResourceEvent data) {
    var id = EventIds.next();
    var key = row.getString("resource_key");
    tx.publish(
        Topics.RESOURCES,
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

  /** Everything about an resource but the time of the look. */
  private static String fingerprint(Resource resource) {
    var tree = (ObjectNode) Json.mapper().valueToTree(resource);
    tree.remove("observed_at");
    return RequestHash.sha256(Json.bytes(tree));
  }
}
