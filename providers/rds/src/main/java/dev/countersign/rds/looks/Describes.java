package dev.countersign.rds.looks;

import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.provider.Place;
import dev.countersign.rds.operations.InstanceSight.Details;
import dev.countersign.rds.operations.InstanceSight.EventSight;
import dev.countersign.rds.operations.InstanceSight.SnapshotSight;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What of RDS can be read, as far as looks need it. */
public interface Describes {
  /** The instances with these {@code DbiResourceId}s; those that are not there are left out. */
  CompletionStage<Instances> instances(Place place, Map<String, String> identifiersByResourceId);

  /** The manual snapshots of these names; those not there are left out. */
  CompletionStage<Snapshots> snapshots(Place place, Collection<String> ids);

  /** The clusters with these {@code DbClusterResourceId}s; those not there are left out. */
  CompletionStage<Clusters> clusters(Place place, Map<String, String> identifiersByResourceId);

  /** The instances that are members of these clusters, those at least that the clusters name. */
  CompletionStage<Instances> members(Place place, Collection<Cluster> clusters);

  /** The manual cluster snapshots of these names; those not there are left out. */
  CompletionStage<Snapshots> clusterSnapshots(Place place, Collection<String> ids);

  /**
   * The events of the last minutes by AWS's clock, oldest first.
   *
   * @param source of instances, or of clusters
   * @param only the identifier of one of them, or null for all
   */
  CompletionStage<List<SourcedEvent>> events(
      Place place, Source source, @Nullable String only, long minutes);

  /** What events are about. */
  enum Source {
    INSTANCE,
    CLUSTER
  }

  /** One event with the identifier of what it is about. */
  record SourcedEvent(String identifier, EventSight event) {}

  /** One instance as it was seen. */
  record Seen(Instance instance, Details details) {}

  /**
   * One cluster as it was seen.
   *
   * @param copiesTags whether RDS is told to copy its tags to its snapshots
   */
  record SeenCluster(Cluster cluster, boolean copiesTags) {}

  /**
   * The clusters that were listed.
   *
   * @param unreadable as of {@link Instances}
   */
  record Clusters(List<SeenCluster> seen, Set<String> unreadable) {
    /** None were asked for. */
    public static final Clusters NONE = new Clusters(List.of(), Set.of());

    public Clusters {
      seen = List.copyOf(seen);
      unreadable = Set.copyOf(unreadable);
    }

    /** All parts as one. */
    public static Clusters of(List<Clusters> parts) {
      return new Clusters(
          parts.stream().flatMap(part -> part.seen().stream()).toList(),
          parts.stream().flatMap(part -> part.unreadable().stream()).collect(Collectors.toSet()));
    }

    /** Whether a cluster that is not among those seen may be there all the same. */
    public boolean mayHold(String identifier) {
      return unreadable.contains("") || unreadable.contains(identifier);
    }
  }

  /**
   * What was listed.
   *
   * @param unreadable identifiers of records that do not say which instance they are; empty text
   *     where they do not even say that
   */
  record Instances(List<Seen> seen, Set<String> unreadable) {
    /** Nothing is there. */
    public static final Instances EMPTY = new Instances(List.of(), Set.of());

    public Instances {
      seen = List.copyOf(seen);
      unreadable = Set.copyOf(unreadable);
    }

    /** All parts as one. */
    public static Instances of(List<Instances> parts) {
      return new Instances(
          parts.stream().flatMap(part -> part.seen().stream()).toList(),
          parts.stream().flatMap(part -> part.unreadable().stream()).collect(Collectors.toSet()));
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
