package dev.countersign.rds.operations;

import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.preview.Plan;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Call;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Finding;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sighting;
import dev.countersign.rds.operations.InstanceSight.EventSight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a reader the writer. Nothing guards it: a second call would fail over once more. Done means
 * that the writer is another one, and that RDS has recorded a failover since the intent.
 */
final class FailoverCluster implements ClusterOperation {
  private static final String TARGET = "target_member";
  private static final String WRITER_BEFORE = "before.writer";
  private static final NewEvents COMPLETED =
      new NewEvents("last_failover", "failovers_at_last", event -> isOurs(event, "completed"));
  private static final NewEvents BEGUN =
      new NewEvents(
          "last_failover_begun",
          "failovers_begun_at_last",
          event -> isOurs(event, "started") || isOurs(event, "starting"));
  private static final NewEvents BY_RDS =
      new NewEvents("last_failover_by_rds", "failovers_by_rds_at_last", FailoverCluster::isNobodys);
  private static final NewEvents GIVEN_UP =
      new NewEvents(
          "last_failover_failure",
          "failover_failures_at_last",
          event -> says(event, "promoting previous primary") || says(event, "failover failed"));

  @Override
  public ClusterWanted wanted(Order order) {
    return ClusterWanted.MEMBERS;
  }

  @Override
  public Check before(Order order, ClusterSight sight) {
    var cluster = sight.present();
    var refusal = refusal(order, cluster);
    if (refusal != null) {
      return refusal;
    }
    // First the cluster's own state: of one that is stopped, no reader ever becomes available.
    var required = ClusterStates.require(order, cluster);
    if (!(required instanceof Check.Clear)) {
      return required;
    }
    var unavailable = candidate(order, cluster, sight);
    if (unavailable != null) {
      return unavailable;
    }
    return required
        .remembering(COMPLETED.baseline(sight))
        .remembering(BEGUN.baseline(sight))
        .remembering(BY_RDS.baseline(sight))
        .remembering(GIVEN_UP.baseline(sight))
        .remembering(Map.of(WRITER_BEFORE, writer(cluster)));
  }

  /** Null where what shall become the writer can; RDS chooses among all readers by itself. */
  private static @Nullable Check candidate(Order order, Cluster cluster, ClusterSight sight) {
    var target = order.optionalText(TARGET);
    var candidates =
        target == null
            ? cluster.readers().stream().map(Cluster.Member::identifier).toList()
            : List.of(target);
    if (candidates.stream().anyMatch(one -> sight.statusOf(one).equals("available"))) {
      return null;
    }
    return candidates.stream().allMatch(one -> InstanceStates.outOfService(sight.statusOf(one)))
        ? ClusterStates.memberNotAvailable(order, sight, candidates)
        : new Check.Wait(
            "No reader that could become the writer is available: "
                + String.join(", ", sight.shown(candidates))
                + ". Waiting until one is.");
  }

  private static @Nullable Check refusal(Order order, Cluster cluster) {
    if (cluster.readers().isEmpty()) {
      return ClusterTopologies.refuse(
          order, "no-reader", "has no reader that could become the writer.", "Add a reader first.");
    }
    var target = order.optionalText(TARGET);
    if (target == null) {
      return null;
    }
    if (target.equals(writer(cluster))) {
      return ClusterTopologies.refuse(
          order,
          "writer-already",
          "has the writer " + target + " already.",
          "Name a reader, or leave target_member out.");
    }
    if (cluster.readers().stream().noneMatch(reader -> reader.identifier().equals(target))) {
      return ClusterTopologies.refuse(
          order,
          "not-a-member",
          "has no member " + target + ".",
          "Name one of its readers: "
              + String.join(
                  ", ", cluster.readers().stream().map(Cluster.Member::identifier).toList())
              + '.');
    }
    return cluster.engine().equals("mysql")
        ? ClusterTopologies.refuse(
            order,
            "target-not-supported",
            "is a Multi-AZ DB cluster of MySQL, where RDS chooses the new writer.",
            "Leave target_member out.")
        : null;
  }

  @Override
  public Plan plan(OperationDefinition definition, Order order, ClusterSight sight) {
    var target = order.optionalText(TARGET);
    return new Plan(
        List.of(
            new Plan.Change(
                "writer",
                writer(sight.present()),
                target == null ? "a reader that RDS chooses" : target)),
        new Plan.Interruption(
            true,
            "Clients lose their connections while another member becomes the writer.",
            "usually less than a minute"),
        List.of());
  }

  @Override
  public Call call(Order order) {
    var arguments = new HashMap<String, Object>();
    arguments.put("DBClusterIdentifier", order.identifier());
    var target = order.optionalText(TARGET);
    if (target != null) {
      arguments.put("TargetDBInstanceIdentifier", target);
    }
    return new Call(
        "FailoverDBCluster",
        arguments,
        // AWS asks for no right on the named member.
        List.of(Call.right("rds:FailoverDBCluster", Arns.ofCluster(order))));
  }

  @Override
  public Sighting look(Order order, Attempt attempt, ClusterSight sight) {
    var cluster = sight.cluster();
    if (cluster == null) {
      return ClusterStates.vanished(order);
    }
    if (ClusterStates.endedInTrouble(cluster, attempt)) {
      return ClusterStates.broken(cluster, "The failover");
    }
    if (!cluster.status().equals("available")) {
      return ClusterStates.underway(cluster, "The cluster is " + cluster.status() + '.');
    }
    var failure = GIVEN_UP.since(attempt, sight);
    if (!isFailedOver(order, attempt, cluster)) {
      return failure.isPresent()
          ? ClusterStates.givenUp(cluster, "The failover", failure.get(), sight)
          : ClusterStates.underway(
              cluster, "The writer is " + writer(cluster) + "; RDS has not changed it yet.");
    }
    var completed = COMPLETED.since(attempt, sight);
    if (completed.isEmpty()) {
      return ClusterStates.underway(
          cluster, "The writer is " + writer(cluster) + "; RDS has not recorded the failover yet.");
    }
    var busy = stillChanging(attempt, cluster, sight);
    if (!busy.isEmpty()) {
      return ClusterStates.underway(
          cluster, "Members are not available: " + String.join(", ", busy));
    }
    return new Sighting.Done(
        result(attempt, cluster, sight),
        List.of(
            ClusterStates.evidence(cluster, Map.of()),
            NewEvents.evidence(completed.get(), sight),
            ClusterEvidence.members(sight)));
  }

  /**
   * The new writer has to serve, and the one before, which restarts as a reader, has to come to
   * rest. What the others do is not the failover's.
   */
  private static List<String> stillChanging(Attempt attempt, Cluster cluster, ClusterSight sight) {
    var writer = writer(cluster);
    var before = attempt.baseline().getOrDefault(WRITER_BEFORE, "");
    var changing = new ArrayList<String>();
    if (!sight.statusOf(writer).equals("available")) {
      changing.add(writer);
    }
    if (sight.isMember(before)
        && !before.equals(writer)
        && !sight.statusOf(before).equals("available")
        && !InstanceStates.outOfService(sight.statusOf(before))) {
      changing.add(before);
    }
    return sight.shown(changing);
  }

  private static Map<String, Object> result(Attempt attempt, Cluster cluster, ClusterSight sight) {
    var result = new HashMap<String, Object>();
    result.put("status", cluster.status());
    result.put("writer", writer(cluster));
    result.put("writer_before", attempt.baseline().getOrDefault(WRITER_BEFORE, ""));
    var others = sight.membersThatAreNot("available");
    if (!others.isEmpty()) {
      result.put("warning", "Members are not available: " + String.join(", ", others) + '.');
    }
    return result;
  }

  /** The writer is the one that was named, or another than before. */
  private static boolean isFailedOver(Order order, Attempt attempt, Cluster cluster) {
    var writer = writer(cluster);
    var target = order.optionalText(TARGET);
    return !writer.isEmpty()
        && (target == null
            ? !writer.equals(attempt.baseline().get(WRITER_BEFORE))
            : writer.equals(target));
  }

  @Override
  public Finding probe(Order order, Attempt attempt, ClusterSight sight) {
    if (COMPLETED.since(attempt, sight).isPresent()
        || BEGUN.since(attempt, sight).isPresent()
        || GIVEN_UP.since(attempt, sight).isPresent()) {
      return Finding.HAPPENED;
    }
    var cluster = sight.cluster();
    if (cluster == null || BY_RDS.since(attempt, sight).isPresent()) {
      // RDS fails over by itself, too, and ends up with the same.
      return Finding.UNDECIDED;
    }
    return cluster.status().equals("failing-over") || isFailedOver(order, attempt, cluster)
        ? Finding.HAPPENED
        : Finding.UNDECIDED;
  }

  private static String writer(Cluster cluster) {
    return cluster.writer().map(Cluster.Member::identifier).orElse("");
  }

  /** Asked for, as far as RDS says on whose initiative it was. */
  private static boolean isOurs(EventSight event, String what) {
    return says(event, what, "failover") && !isNobodys(event);
  }

  /** RDS's own, or that of a global database. */
  private static boolean isNobodys(EventSight event) {
    return says(event, "rds initiated", "failover") || says(event, "global failover");
  }

  private static boolean says(EventSight event, String... words) {
    var message = event.message().toLowerCase(Locale.ROOT);
    return List.of(words).stream().allMatch(message::contains);
  }

  @Override
  public String undo(Order order, Attempt attempt) {
    var before = attempt.baseline().getOrDefault(WRITER_BEFORE, "");
    return "Fail over again" + (before.isEmpty() ? "." : ", to " + before + '.');
  }
}
