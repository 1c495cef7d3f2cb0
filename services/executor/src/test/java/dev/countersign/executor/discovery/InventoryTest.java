package dev.countersign.executor.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.executor.SimulatedAws;
import dev.countersign.provider.Listing;
import dev.countersign.provider.Place;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a listing makes of the inventory on record. */
@QuarkusTest
@QuarkusTestResource(value = SimulatedAws.class, restrictToAnnotatedClass = true)
class InventoryTest {
  // Not among the accounts that are listed while this runs.
  private static final String ACCOUNT = "123456789012";

  @Inject Inventory inventory;
  @Inject Pool pool;

  @Test
  void aRecordThatCannotBeReadMakesNothingGoneThatItMayBeAbout() {
    var place = new Place(ACCOUNT, "eu-central-1");
    listed(place, Set.of(), "one", "two", "three");
    assertEquals(Set.of("one", "two", "three"), there(place));

    // Two is listed without what names it, three is really gone.
    listed(place, Set.of("two"), "one");
    assertEquals(Set.of("one", "two"), there(place));

    // Something is listed of which nothing can be told: it may be any of them.
    listed(place, Set.of(""), "one");
    assertEquals(Set.of("one", "two"), there(place));

    listed(place, Set.of(), "one");
    assertEquals(Set.of("one"), there(place));
  }

  private void listed(Place place, Set<String> unreadable, String... identifiers) {
    var begun = Instant.now();
    var seen =
        Stream.of(identifiers)
            .<Resource>map(identifier -> instance(place, identifier, begun))
            .toList();
    inventory
        .listed(place, new Listing(Set.of(Instance.KIND), seen, unreadable, null), begun)
        .await()
        .indefinitely();
  }

  private Set<String> there(Place place) {
    var there = new TreeSet<String>();
    pool.preparedQuery(
            "select identifier from resources where account = $1 and region = $2 and gone_at is"
                + " null")
        .executeAndAwait(Tuple.of(place.account(), place.region()))
        .forEach(row -> there.add(row.getString(0)));
    return there;
  }

  private static Instance instance(Place place, String identifier, Instant seenAt) {
    return new Instance(
        Instance.keyOf(place.account(), place.region(), "db-" + identifier),
        identifier,
        "arn",
        "postgres",
        "16.4",
        "db.t4g.medium",
        "available",
        new Instance.Storage("gp3", 20, null, null),
        new Instance.Windows("01:00-02:00", "sun:03:00-sun:04:00", 7),
        new Instance.Topology(false, false, null, null, List.of()),
        List.of(),
        Map.of(),
        Map.of(),
        seenAt);
  }
}
