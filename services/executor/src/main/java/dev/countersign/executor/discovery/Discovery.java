package dev.countersign.executor.discovery;

import dev.countersign.contracts.instance.Instance;
import dev.countersign.executor.ExecutorSettings;
import dev.countersign.executor.accounts.Account;
import dev.countersign.executor.accounts.Accounts;
import dev.countersign.executor.accounts.Place;
import dev.countersign.executor.clock.DatabaseClock;
import dev.countersign.executor.rds.ReadFault;
import dev.countersign.executor.rds.Reads;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Lists all configured accounts and regions, once it is told to begin, and from time to time. */
@Singleton
public class Discovery {
  private static final Logger LOG = Logger.getLogger(Discovery.class);
  private static final String NOT_LISTED =
      "the role does not permit listing all instances (rds:DescribeDBInstances on db:*); ";

  private final Accounts accounts;
  private final Reads reads;
  private final Inventory inventory;
  private final ExecutorSettings settings;
  private final DatabaseClock clock;
  private final Vertx vertx;
  private final Set<Place> underway = ConcurrentHashMap.newKeySet();
  private final Map<Place, String> troubles = new ConcurrentHashMap<>();
  // Begins with the start: never listed is as old as this process.
  private final Map<Place, Long> lastListed = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  @Inject
  Discovery(
      Accounts accounts,
      Reads reads,
      Inventory inventory,
      ExecutorSettings settings,
      DatabaseClock clock,
      Vertx vertx) {
    this.accounts = accounts;
    this.reads = reads;
    this.inventory = inventory;
    this.settings = settings;
    this.clock = clock;
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent event) {
    for (var place : accounts.places()) {
      var tags = Tags.of("account", place.account(), "region", place.region());
      lastListed.put(place, System.nanoTime());
      reads.count(place);
      Gauge.builder("countersign.discovery.age", lastListed, last -> age(last, place))
          .tags(tags)
          .baseUnit("seconds")
          .register(Metrics.globalRegistry);
    }
  }

  /** Listing may begin: nothing that is more urgent is left. */
  public void begin() {
    everywhere();
    vertx.setPeriodic(settings.discoveryInterval().toMillis(), timer -> everywhere());
  }

  void stop(@Observes ShutdownEvent event) {
    stopping = true;
  }

  private void everywhere() {
    accounts.places().forEach(this::list);
  }

  /** A place whose last listing is still under way is left alone. */
  private void list(Place place) {
    if (stopping || !underway.add(place)) {
      return;
    }
    var begunAt = clock.instant();
    Uni.createFrom()
        .completionStage(() -> reads.all(place))
        .chain(listing -> inventory.listed(place, listing, begunAt))
        .onTermination()
        .invoke(() -> underway.remove(place))
        .subscribe()
        .with(
            done -> well(place),
            fault -> {
              if (ReadFault.notPermitted(fault)) {
                lookAtTheKnown(place, begunAt);
              } else {
                failing(place, ReadFault.words(fault));
              }
            });
  }

  /** Where only single instances may be described: those on record, and those in the settings. */
  private void lookAtTheKnown(Place place, Instant begunAt) {
    var named = accounts.of(place).map(Account::instances).orElse(List.of());
    inventory
        .identifiers(place)
        .chain(known ->
            Uni.createFrom()
                .completionStage(() ->
                    reads.named(place, Stream.concat(known.stream(), named.stream()).toList())))
        .call(listing -> inventory.listed(place, listing, begunAt))
        .subscribe()
        .with(
            listing ->
                failing(
                    place,
                    NOT_LISTED
                        + listing.seen().size()
                        + " that are known or named in the accounts file are looked at one by one"),
            fault ->
                failing(
                    place,
                    NOT_LISTED
                        + "nor can they be looked at one by one: "
                        + ReadFault.words(fault)));
  }

  private static double age(Map<Place, Long> lastListed, Place place) {
    return (System.nanoTime() - lastListed.getOrDefault(place, System.nanoTime())) / 1e9;
  }

  private void well(Place place) {
    lastListed.put(place, System.nanoTime());
    if (troubles.remove(place) != null) {
      LOG.infof("discovery of %s works again", place);
    }
  }

  private void failing(Place place, String why) {
    if (!why.equals(troubles.put(place, why))) {
      LOG.warnf("discovery of %s fails; what is known of it stays: %s", place, why);
    }
  }

  /** An operation has just seen this instance: everybody should know at once. */
  public void seen(Instance instance) {
    inventory
        .seen(instance)
        .subscribe()
        .with(done -> {}, fault -> LOG.debug("left to the next listing", fault));
  }

  /** Where listing fails now, and why. */
  public Map<String, String> troubles() {
    var named = new TreeMap<String, String>();
    troubles.forEach((place, why) -> named.put(place.toString(), why));
    return named;
  }
}
