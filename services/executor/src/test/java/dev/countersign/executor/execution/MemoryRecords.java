package dev.countersign.executor.execution;

import dev.countersign.contracts.event.DecisionEvent.OperationApproved;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.event.StatusEvent.OperationFailed;
import dev.countersign.contracts.event.StatusEvent.OperationQueued;
import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.executor.core.Command.Cancel;
import dev.countersign.executor.core.Evolution;
import dev.countersign.executor.core.Lifecycle;
import dev.countersign.executor.core.Terms;
import dev.countersign.executor.execution.Found.Stored;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The executor's database, in memory, for the simulation and for tests: does what PostgreSQL's
 * statements do, and is held to that by the same contract test.
 */
public final class MemoryRecords implements Records {
  private final InstantSource clock;
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final Map<String, Instant> leases = new HashMap<>();
  private final Set<String> inbox = new HashSet<>();
  private final Map<String, Discovered> inventory = new LinkedHashMap<>();
  private long numbers;

  /**
   * @param clock the database's
   */
  public MemoryRecords(InstantSource clock) {
    this.clock = clock;
  }

  private record Discovered(ResourceKey key, String identifier, @Nullable String memberOf) {
    boolean isClusterOf(Discovered member) {
      return key.account().equals(member.key.account())
          && key.region().equals(member.key.region())
          && key.kind().equals(member.key.service() + ":cluster")
          && identifier.equals(member.memberOf);
    }
  }

  /** Discovery has put a resource on record. */
  public void discovered(ResourceKey key, String identifier, @Nullable String memberOf) {
    inventory.put(key.toString(), new Discovered(key, identifier, memberOf));
  }

  /** What a resource shares with those that it excludes, as far as is known. */
  private String exclusionOf(String resourceKey) {
    var member = inventory.get(resourceKey);
    return member == null
        ? resourceKey
        : inventory.values().stream()
            .filter(other -> other.isClusterOf(member))
            .map(cluster -> cluster.key().toString())
            .findFirst()
            .orElse(resourceKey);
  }

  /** All that were ever entered. */
  public Collection<Row> rows() {
    return rows.values();
  }

  /** One of them. */
  public @Nullable Row row(String operationId) {
    return rows.get(operationId);
  }

  /**
   * What became of a decision.
   *
   * @param holds whether its execution is claimed already, the instance being idle
   */
  public record Entered(boolean holds) {}

  /** The inbox, the row and its event; empty where that is known already. */
  public Optional<Entered> enter(String eventId, String owner, Stored stored, String envelope) {
    var id = stored.standing().operationId();
    if (!inbox.add(eventId) || rows.containsKey(id)) {
      return Optional.empty();
    }
    return Optional.of(enter(owner, stored, envelope));
  }

  /** The same, whether or not it is known. */
  public Entered enter(String owner, Stored stored, String envelope) {
    var key = stored.standing().resourceKey();
    var ahead =
        open(other -> other.exclusionKey.equals(exclusionOf(key)) || other.resourceKey.equals(key))
            .toList();
    var row =
        new Row(
            stored.standing(),
            envelope,
            stored.state().terms().expiresAt(),
            StateDocument.phase(stored.state()),
            StateDocument.of(stored.state()),
            numbers++,
            clock.instant());
    row.exclusionKey = exclusionOf(key);
    var known = rows.put(row.operationId, row);
    if (known != null) {
      row.told.addAll(known.told);
    }
    if (ahead.isEmpty()) {
      row.holds = true;
      row.fence = 1;
      row.owner = owner;
    } else {
      row.tell(new OperationQueued(row.operationId, ahead.size(), ahead.getLast().operationId));
    }
    return new Entered(row.holds);
  }

  /** A decision that is not acted on: its operation ends here. */
  public void turnAway(Event decision, OperationApproved approved, Fault fault) {
    if (inbox.add(decision.id()) && !rows.containsKey(approved.operationId())) {
      var trace = Trace.causedBy(decision);
      var row =
          new Row(
              new Standing(approved.operationId(), decision.partitionKey(), trace, 0, 0, 0),
              "",
              approved.expiresAt(),
              "ended",
              "",
              numbers++,
              clock.instant());
      row.ended = true;
      row.tell(new OperationFailed(approved.operationId(), fault, Map.of(), List.of(), 0));
      rows.put(row.operationId, row);
    }
  }

  /** A cancellation's hop, which ends what only waits. Whether whoever holds it has to hear. */
  public boolean cancel(String eventId, String operationId, Cancel cancel) {
    var row = rows.get(operationId);
    if (!inbox.add(eventId) || row == null || row.ended || row.cancel != null) {
      return false;
    }
    row.cancel = cancel;
    if (row.holds) {
      return true;
    }
    var state = StateDocument.read(row.phase, row.state, Terms.bare(operationId, clock.instant()));
    var decision = Lifecycle.decide(state, cancel, clock.instant());
    var next = Evolution.evolve(state, decision);
    row.phase = StateDocument.phase(next);
    row.state = StateDocument.of(next);
    row.version++;
    row.ended = true;
    decision.reports().forEach(row::tell);
    return false;
  }

  @Override
  public CompletionStage<Lease> renew(String owner, Duration lease) {
    var now = clock.instant();
    leases.put(owner, now.plus(lease));
    var others =
        leases.entrySet().stream()
            .filter(each -> !each.getKey().equals(owner) && each.getValue().isAfter(now))
            .count();
    return answer(new Lease(now, (int) others));
  }

  @Override
  public CompletionStage<Void> giveUp(String owner) {
    leases.remove(owner);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Optional<Saved>> save(Save save) {
    var before = save.standing();
    var row = rows.get(before.operationId());
    if (row == null
        || row.fence != before.fence()
        || row.version != before.version()
        || row.sequence != before.sequence()
        || (row.cancel != null && save.isIntent())) {
      return answer(Optional.empty());
    }
    return answer(Optional.of(store(row, save)));
  }

  /** Whoever asks. */
  public Saved store(Row row, Save save) {
    row.phase = StateDocument.phase(save.next());
    row.state = StateDocument.of(save.next());
    row.change(save, clock.instant());
    row.holds = save.holds();
    row.owner = save.holds() ? row.owner : null;
    // Where it belongs is looked up anew whenever it waits.
    row.exclusionKey = row.holds ? row.exclusionKey : exclusionOf(row.resourceKey);
    row.ended = save.ends();
    var wakeAt = save.wakeAt();
    row.wakeAt = wakeAt == null ? row.wakeAt : wakeAt;
    return new Saved(
        !row.holds && open(excludedBy(row.exclusionKey)).anyMatch(other -> other != row));
  }

  @Override
  public CompletionStage<List<Recorded>> claimDue(
      String owner, Collection<String> orphans, int atMost) {
    return answer(
        rows.values().stream()
            .filter(row -> !row.ended && (row.holds ? left(row, owner, orphans) : next(row)))
            .sorted(Comparator.comparingLong(row -> row.queueNo))
            .limit(atMost)
            .toList()
            .stream()
            .map(row -> claim(row, owner))
            .toList());
  }

  private boolean left(Row row, String owner, Collection<String> orphans) {
    var until = row.owner == null ? null : leases.get(row.owner);
    return (orphans.contains(row.operationId) && owner.equals(row.owner))
        || until == null
        || !until.isAfter(clock.instant());
  }

  private boolean next(Row row) {
    return !row.wakeAt.isAfter(clock.instant())
        && open(excludedBy(row.exclusionKey))
            .noneMatch(other -> other.queueNo < row.queueNo || other.holds)
        // Under another exclusion key as well.
        && open(other -> other.resourceKey.equals(row.resourceKey))
            .noneMatch(other -> other.queueNo < row.queueNo || other.holds);
  }

  @Override
  public CompletionStage<List<Recorded>> claimNext(String owner, String resourceKey) {
    var head =
        open(excludedBy(exclusionOf(resourceKey)))
            .findFirst()
            .filter(row -> !row.holds && next(row));
    head.ifPresent(row -> {
      claim(row, owner);
      moveUp(row);
    });
    return answer(head.map(Row::recorded).stream().toList());
  }

  /** Those who still wait hear of their places: 1, 2, 4, 8 and so on. */
  private void moveUp(Row holder) {
    var behind = holder;
    var place = 0;
    for (var row : open(excludedBy(exclusionOf(holder.resourceKey))).filter(Row::waits).toList()) {
      place++;
      if ((place & (place - 1)) == 0) {
        row.tell(new OperationQueued(row.operationId, place, behind.operationId));
      }
      behind = row;
    }
  }

  private static Recorded claim(Row row, String owner) {
    row.holds = true;
    row.owner = owner;
    row.fence++;
    return row.recorded();
  }

  private static Predicate<Row> excludedBy(String exclusionKey) {
    return row -> row.exclusionKey.equals(exclusionKey);
  }

  private Stream<Row> open(Predicate<Row> which) {
    return rows.values().stream()
        .filter(row -> !row.ended && which.test(row))
        .sorted(Comparator.comparingLong(row -> row.queueNo));
  }

  @Override
  public CompletionStage<Set<String>> held(String owner, int known) {
    var held = heldBy(owner).map(row -> row.operationId).collect(Collectors.toUnmodifiableSet());
    return answer(held.size() == known ? Set.of() : held);
  }

  private Stream<Row> heldBy(String owner) {
    return rows.values().stream().filter(row -> row.holds && !row.ended && owner.equals(row.owner));
  }

  @Override
  public CompletionStage<Map<String, Cancel>> cancellations(String owner) {
    var cancels = new LinkedHashMap<String, Cancel>();
    heldBy(owner)
        .forEach(row -> {
          if (row.cancel != null) {
            cancels.put(row.operationId, row.cancel);
          }
        });
    return answer(cancels);
  }

  @Override
  public CompletionStage<Boolean> excludes(String operationId, String cluster) {
    var row = rows.get(operationId);
    var holder = row == null ? null : inventory.get(row.exclusionKey);
    return answer(
        row != null
            && holder != null
            && holder.isClusterOf(new Discovered(ResourceKey.parse(row.resourceKey), "", cluster)));
  }

  @Override
  public CompletionStage<Boolean> cancelled(String operationId, long fence) {
    var row = rows.get(operationId);
    return answer(row != null && row.fence == fence && row.cancel != null);
  }

  @Override
  public CompletionStage<String> envelope(String operationId) {
    var row = rows.get(operationId);
    return row == null
        ? CompletableFuture.failedStage(new IllegalStateException("no row of " + operationId))
        : answer(row.envelope);
  }

  @Override
  public CompletionStage<List<Recorded>> expired(Expired last, int atMost) {
    return answer(
        rows.values().stream()
            .filter(row -> row.waits() && !row.expiresAt.isAfter(clock.instant()))
            .sorted(
                Comparator.comparing((Row row) -> row.expiresAt)
                    .thenComparing(row -> row.operationId))
            .filter(row -> isBehind(row, last))
            .limit(atMost)
            .map(Row::recorded)
            .toList());
  }

  private static boolean isBehind(Row row, Expired last) {
    var expiry = row.expiresAt.compareTo(last.at());
    return expiry > 0 || (expiry == 0 && row.operationId.compareTo(last.operationId()) > 0);
  }

  private static <T> CompletionStage<T> answer(T result) {
    return CompletableFuture.completedFuture(result);
  }
}
