package dev.countersign.executor.discovery;

import dev.countersign.contracts.resource.Resource;
import dev.countersign.executor.ExecutorSettings;
import dev.countersign.executor.accounts.Account;
import dev.countersign.executor.accounts.Accounts;
import dev.countersign.executor.aws.Connections;
import dev.countersign.executor.clock.DatabaseClock;
import dev.countersign.executor.providers.Providers;
import dev.countersign.provider.Connection;
import dev.countersign.provider.KnownNames;
import dev.countersign.provider.Listing;
import dev.countersign.provider.Place;
import dev.countersign.provider.Provider;
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
import org.jboss.logging.Logger;

/**
 * Lists all services in all configured accounts and regions, once it is told to begin, and from
 * time to time.
 */
@Singleton
public class Discovery {
  private static final Logger LOG = Logger.getLogger(Discovery.class);
  private static final String NOT_LISTED =
      "the role does not permit listing everything (%s on *); ";

  private final Accounts accounts;
  private final Connections connections;
  private final Inventory inventory;
  private final ExecutorSettings settings;
  private final DatabaseClock clock;
  private final Vertx vertx;
  private final Set<Part> underway = ConcurrentHashMap.newKeySet();
  private final Map<Part, String> troubles = new ConcurrentHashMap<>();
  // Begins with the start: never listed is as old as this process.
  private final Map<Part, Long> lastListed = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  /** What is listed at once. */
  private record Part(String service, Place place) {
    @Override
    public String toString() {
      return service + " in " + place;
    }
  }

  @Inject
  Discovery(
      Accounts accounts,
      Connections connections,
      Inventory inventory,
      ExecutorSettings settings,
      DatabaseClock clock,
      Vertx vertx) {
    this.accounts = accounts;
    this.connections = connections;
    this.inventory = inventory;
    this.settings = settings;
    this.clock = clock;
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent event) {
    for (var part : parts()) {
      var place = part.place();
      var tags =
          Tags.of("account", place.account(), "region", place.region(), "service", part.service());
      lastListed.put(part, System.nanoTime());
      connection(part).serves(place);
      Gauge.builder("countersign.discovery.age", lastListed, last -> age(last, part))
          .tags(tags)
          .baseUnit("seconds")
          .register(Metrics.globalRegistry);
    }
  }

  private List<Part> parts() {
    return accounts.places().stream()
        .flatMap(
            place -> Providers.all().stream().map(Provider::service).map(s -> new Part(s, place)))
        .toList();
  }

  private Connection connection(Part part) {
    return connections.of(part.service());
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
    parts().forEach(this::list);
  }

  /** A part whose last listing is still under way is left alone. */
  private void list(Part part) {
    if (stopping || !underway.add(part)) {
      return;
    }
    var begunAt = clock.instant();
    Uni.createFrom()
        .completionStage(() -> connection(part).discover(part.place()))
        .call(listing -> inventory.listed(part.place(), listing, begunAt))
        .onTermination()
        .invoke(() -> underway.remove(part))
        .subscribe()
        .with(
            listing -> listed(part, listing),
            fault -> {
              if (connection(part).notPermitted(fault)) {
                lookAtTheKnown(part, begunAt);
              } else {
                failing(part, connections.words(part.service(), fault));
              }
            });
  }

  /** Where only single instances may be described: those on record, and those in the settings. */
  private void lookAtTheKnown(Part part, Instant begunAt) {
    var place = part.place();
    var named = accounts.of(place).map(Account::instances).orElse(List.of());
    inventory
        .identifiers(part.service(), place)
        .chain(known ->
            Uni.createFrom()
                .completionStage(() -> connection(part).named(place, new KnownNames(known, named))))
        .call(listing -> inventory.listed(part.place(), listing, begunAt))
        .subscribe()
        .with(
            listing ->
                failing(
                    part,
                    notListed(part)
                        + listing.resources().size()
                        + " that are known or named in the accounts file are looked at one by one"
                        + (listing.trouble() == null ? "" : "; " + listing.trouble())),
            fault ->
                failing(
                    part,
                    notListed(part)
                        + "nor can they be looked at one by one: "
                        + connections.words(part.service(), fault)));
  }

  private static String notListed(Part part) {
    return NOT_LISTED.formatted(String.join(", ", Providers.of(part.service()).rightsToLook()));
  }

  private static double age(Map<Part, Long> lastListed, Part part) {
    return (System.nanoTime() - lastListed.getOrDefault(part, System.nanoTime())) / 1e9;
  }

  private void listed(Part part, Listing listing) {
    if (listing.trouble() == null) {
      well(part);
    } else {
      failing(part, listing.trouble());
    }
  }

  private void well(Part part) {
    lastListed.put(part, System.nanoTime());
    if (troubles.remove(part) != null) {
      LOG.infof("discovery of %s works again", part);
    }
  }

  private void failing(Part part, String why) {
    if (!why.equals(troubles.put(part, why))) {
      LOG.warnf("discovery of %s fails; what is known of it stays: %s", part, why);
    }
  }

  /** An operation has just seen this resource: everybody should know at once. */
  public void seen(Resource resource) {
    inventory
        .seen(resource)
        .subscribe()
        .with(done -> {}, fault -> LOG.debug("left to the next listing", fault));
  }

  /** Where listing fails now, and why. */
  public Map<String, String> troubles() {
    var named = new TreeMap<String, String>();
    troubles.forEach((part, why) -> named.put(part.toString(), why));
    return named;
  }
}
