package dev.countersign.rds.operations;

import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.rds.operations.InstanceSight.EventSight;
import dev.countersign.rds.operations.InstanceSight.SnapshotSight;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a cluster saw.
 *
 * @param cluster the cluster by its {@code DbClusterResourceId}, or null when there is none
 * @param members its instances, as far as they were asked for and listed
 * @param snapshot the cluster snapshot that was asked for, or null when there is none
 * @param copiesTags whether RDS is told to copy its tags to its snapshots
 * @param events the cluster's events as far back as was asked for, oldest first
 * @param calmSince since when every look has shown RDS doing nothing with it
 */
public record ClusterSight(
    @Nullable Cluster cluster,
    List<Instance> members,
    @Nullable SnapshotSight snapshot,
    boolean copiesTags,
    List<EventSight> events,
    Instant seenAt,
    @Nullable Instant calmSince)
    implements RdsSight {
  public ClusterSight {
    members = List.copyOf(members);
    events = List.copyOf(events);
  }

  /** A look that stands alone. */
  public ClusterSight(
      @Nullable Cluster cluster,
      List<Instance> members,
      @Nullable SnapshotSight snapshot,
      boolean copiesTags,
      List<EventSight> events,
      Instant seenAt) {
    this(cluster, members, snapshot, copiesTags, events, seenAt, null);
  }

  @Override
  public @Nullable Cluster resource() {
    return cluster;
  }

  @Override
  public ClusterSight after(@Nullable Instant calm) {
    var since = calm == null ? seenAt : calm;
    return new ClusterSight(
        cluster,
        members,
        snapshot,
        copiesTags,
        events,
        seenAt,
        cluster != null && ClusterStates.atRest(cluster.status()) ? since : null);
  }

  /** The cluster, for whoever knows that there is one. */
  Cluster present() {
    if (cluster == null) {
      throw new IllegalStateException("looked at a cluster that is not there");
    }
    return cluster;
  }

  /** Whether every member that the cluster names was seen, in this state. */
  boolean allMembersAre(String status) {
    return present().members().stream()
        .allMatch(member ->
            members.stream()
                .anyMatch(seen ->
                    seen.identifier().equals(member.identifier()) && seen.status().equals(status)));
  }

  /** The members that were seen in another state, or not at all: their names and states. */
  List<String> membersThatAreNot(String status) {
    return shown(
        present().members().stream()
            .map(Cluster.Member::identifier)
            .filter(member -> !statusOf(member).equals(status))
            .toList());
  }

  /** Whether the cluster names it as one of its members. */
  boolean isMember(String identifier) {
    return present().members().stream().anyMatch(one -> one.identifier().equals(identifier));
  }

  /** These members with their states, for a sentence. */
  List<String> shown(Collection<String> identifiers) {
    return identifiers.stream().map(one -> one + ' ' + statusOf(one)).sorted().toList();
  }

  /** A member's state; {@code not-listed} for one that was not seen. */
  String statusOf(String identifier) {
    return members.stream()
        .filter(seen -> seen.identifier().equals(identifier))
        .map(Instance::status)
        .findFirst()
        .orElse("not-listed");
  }
}
