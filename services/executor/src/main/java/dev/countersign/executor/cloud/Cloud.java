package dev.countersign.executor.cloud;

import dev.countersign.contracts.instance.Instance;
import dev.countersign.executor.accounts.Place;
import dev.countersign.executor.operations.Order;
import dev.countersign.executor.operations.RdsCall;
import dev.countersign.executor.operations.Sight.Details;
import dev.countersign.executor.operations.Sight.EventSight;
import dev.countersign.executor.operations.Sight.SnapshotSight;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * RDS and STS, as the executor sees them. Every call has an answer or a fault in the end, which may
 * come from any thread, and waits for its turn where AWS takes no more at once.
 */
public interface Cloud {
  /**
   * Opens a session for this attempt's one call, and for nothing else.
   *
   * @param expiry AWS takes the call no later than this
   */
  CompletionStage<Session> open(Order order, int attempt, RdsCall call, Instant expiry);

  /**
   * Makes the one call that has an effect: sends it once, or not at all. Whoever calls this has an
   * intent on record. Never fails.
   *
   * @param before it is not sent from this moment on, however long it had to wait for its turn
   */
  CompletionStage<CallAnswer> call(Place place, Session session, RdsCall call, Instant before);

  /** The instances with these {@code DbiResourceId}s; those that are not there are left out. */
  CompletionStage<Listing> instances(Place place, Map<String, String> identifiersByResourceId);

  /** The manual snapshots of these names; those not there are left out. */
  CompletionStage<Snapshots> snapshots(Place place, Collection<String> ids);

  /**
   * The instances' events of the last minutes by AWS's clock, oldest first.
   *
   * @param only one instance's identifier, or null for all of them
   */
  CompletionStage<List<SourcedEvent>> events(Place place, @Nullable String only, long minutes);

  /** How long so many calls take there at the present pace. */
  Duration timeFor(Place place, int calls);

  /** What its answers tell of its clock. */
  AwsTime time();

  /** Why a look or a session failed: one line, for a log or for the requester. */
  String words(Throwable fault);

  /** One event with the identifier of the instance that it is about. */
  record SourcedEvent(String identifier, EventSight event) {}

  /** One instance as it was seen. */
  record Seen(Instance instance, Details details) {}

  /**
   * What was listed.
   *
   * @param unreadable identifiers of records that do not say which instance they are; empty text
   *     where they do not even say that
   */
  record Listing(List<Seen> seen, Set<String> unreadable) {
    /** Nothing is there. */
    public static final Listing EMPTY = new Listing(List.of(), Set.of());

    public Listing {
      seen = List.copyOf(seen);
      unreadable = Set.copyOf(unreadable);
    }

    /** All parts as one. */
    public static Listing of(List<Listing> parts) {
      return new Listing(
          parts.stream().flatMap(part -> part.seen().stream()).toList(),
          parts.stream().flatMap(part -> part.unreadable().stream()).collect(Collectors.toSet()));
    }

    /** The instances. */
    public List<Instance> instances() {
      return seen.stream().map(Seen::instance).toList();
    }

    /** Whether an instance that is not among those seen may be there all the same. */
    public boolean mayHold(String identifier) {
      return unreadable.contains("") || unreadable.contains(identifier);
    }
  }

  /**
   * The snapshots that were asked for.
   *
   * @param whole whether every record says which snapshot it is
   */
  record Snapshots(List<SnapshotSight> seen, boolean whole) {
    /** None were asked for. */
    public static final Snapshots NONE = new Snapshots(List.of(), true);

    public Snapshots {
      seen = List.copyOf(seen);
    }
  }
}
