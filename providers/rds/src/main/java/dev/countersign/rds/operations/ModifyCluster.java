package dev.countersign.rds.operations;

import dev.countersign.contracts.event.StatusEvent.Fault;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What calls of ModifyDBCluster that set one field have in common. RDS answers {@code available} at
 * once and changes the state moments later. The call is made to apply at once: none of these fields
 * interrupts anybody, and nothing else may be pending that it would apply along.
 */
abstract class ModifyCluster implements ClusterOperation {
  private static final String BEFORE = "before.";

  /** How long RDS may take until it shows a change that it accepted. */
  private static final Duration SHOWN_WITHIN = Duration.ofMinutes(5);

  private static final NewEvents FAILURES =
      new NewEvents("last_failure", "failures_at_last", ModifyCluster::isFailure);
  private static final NewEvents CONFIGURATION =
      new NewEvents(
          "last_configuration",
          "configurations_at_last",
          event -> event.categories().contains("configuration change"));

  /** For a sentence, for example "The change of the backup window". */
  abstract String what();

  /** RDS's name of the field, as an argument, among the pending values, and in evidence. */
  abstract String field();

  /** As RDS's API takes it. */
  abstract Object value(Order order);

  /** What the cluster shows of it. */
  abstract String shown(Cluster cluster);

  /** What stands against it on this cluster, or null. */
  abstract @Nullable Check refusal(Order order, Cluster cluster, ClusterSight sight);

  @Override
  public final ClusterWanted wanted(Order order) {
    return ClusterWanted.EVENTS;
  }

  @Override
  public final Check before(Order order, ClusterSight sight) {
    var cluster = sight.present();
    var refusal = refusal(order, cluster, sight);
    if (refusal != null) {
      return refusal;
    }
    var others = new TreeSet<>(cluster.pending().keySet());
    others.remove(field());
    if (!others.isEmpty()) {
      return Check.refuse(
          "pending-changes",
          "This would also apply what is pending on "
              + order.identifier()
              + ": "
              + String.join(", ", others)
              + ". Nothing was done.",
          "Have these changes applied or taken back, then submit the operation again.");
    }
    return ClusterStates.require(order, cluster)
        .remembering(FAILURES.baseline(sight))
        .remembering(Map.of(BEFORE + field(), shown(cluster)));
  }

  @Override
  public final Plan plan(OperationDefinition definition, Order order, ClusterSight sight) {
    var cluster = sight.present();
    var along = new ArrayList<Plan.AlsoApplied>();
    new TreeMap<>(cluster.pending())
        .forEach((name, value) -> {
          if (!name.equals(field())) {
            along.add(
                new Plan.AlsoApplied(
                    name,
                    null,
                    value,
                    "RDS applies everything that is pending together with this."));
          }
        });
    var then = String.valueOf(value(order));
    return new Plan(
        shown(cluster).equals(then)
            ? List.of()
            : List.of(new Plan.Change(field(), shown(cluster), then)),
        Plan.Interruption.of(definition, order.parameters(), cluster),
        along);
  }

  @Override
  public final Call call(Order order) {
    return new Call(
        "ModifyDBCluster",
        Map.of(
            "DBClusterIdentifier",
            order.identifier(),
            field(),
            value(order),
            "ApplyImmediately",
            true),
        List.of(Call.right("rds:ModifyDBCluster", Arns.ofCluster(order))));
  }

  @Override
  public final Sighting look(Order order, Attempt attempt, ClusterSight sight) {
    var cluster = sight.cluster();
    if (cluster == null) {
      return ClusterStates.vanished(order);
    }
    if (ClusterStates.endedInTrouble(cluster, attempt)) {
      return ClusterStates.broken(cluster, what());
    }
    if (!isCalm(cluster)) {
      return ClusterStates.underway(cluster, "The cluster is " + cluster.status() + '.');
    }
    if (isSet(order, cluster)) {
      return done(cluster);
    }
    var failure = FAILURES.since(attempt, sight);
    if (failure.isPresent()) {
      return ClusterStates.givenUp(cluster, what(), failure.get(), sight);
    }
    return isTakenBack(order, attempt, sight)
        ? takenBack(cluster)
        : ClusterStates.underway(
            cluster,
            what() + " is accepted; RDS still shows " + field() + ' ' + shown(cluster) + '.');
  }

  private static boolean isCalm(Cluster cluster) {
    return cluster.status().equals("available") || cluster.status().equals("storage-optimization");
  }

  private boolean isSet(Order order, Cluster cluster) {
    return shown(cluster).equals(String.valueOf(value(order)))
        && !cluster.pending().containsKey(field());
  }

  private Sighting done(Cluster cluster) {
    var result = new HashMap<String, Object>();
    result.put("status", cluster.status());
    result.put("pending_modifications", cluster.pending());
    return new Sighting.Done(
        result, List.of(ClusterStates.evidence(cluster, Map.of(field(), shown(cluster)))));
  }

  /** Neither set nor pending, minutes after it could have been taken; see ModifyInstance. */
  private boolean isTakenBack(Order order, Attempt attempt, ClusterSight sight) {
    var calm = sight.calmSince();
    return calm != null
        && !sight.seenAt().isBefore(calm.plus(SHOWN_WITHIN))
        && !sight.seenAt().isBefore(attempt.sessionExpires().plus(SHOWN_WITHIN))
        && !sight.present().pending().containsKey(field());
  }

  private Sighting takenBack(Cluster cluster) {
    return new Sighting.Broken(
        new Fault(
            "taken-back",
            null,
            null,
            what()
                + " was accepted, and RDS shows it neither as done nor as pending: somebody took it"
                + " back, or wrote over it. RDS shows "
                + field()
                + ' '
                + shown(cluster)
                + '.',
            "Find out who changed it. If it is still wanted, submit the operation again."),
        Map.of("status", cluster.status(), "pending_modifications", cluster.pending()),
        List.of(ClusterStates.evidence(cluster, Map.of(field(), shown(cluster)))));
  }

  @Override
  public final Finding probe(Order order, Attempt attempt, ClusterSight sight) {
    var cluster = sight.cluster();
    if (cluster == null) {
      return Finding.UNDECIDED;
    }
    var pending = cluster.pending().get(field());
    if (isSet(order, cluster)
        || String.valueOf(value(order)).equals(pending)
        || FAILURES.since(attempt, sight).isPresent()) {
      return Finding.HAPPENED;
    }
    return isCalm(cluster)
            && pending == null
            && CONFIGURATION.since(attempt, sight).isEmpty()
            && shown(cluster).equals(attempt.baseline().get(BEFORE + field()))
        ? Finding.ABSENT
        : Finding.UNDECIDED;
  }

  /** What was there before. */
  final String before(Attempt attempt) {
    var before = attempt.baseline().getOrDefault(BEFORE + field(), "");
    return before.isEmpty() ? "what it was" : before;
  }

  @Override
  public String undo(Order order, Attempt attempt) {
    return "Set it back to " + before(attempt) + '.';
  }

  private static boolean isFailure(EventSight event) {
    var message = event.message().toLowerCase(Locale.ROOT);
    return message.contains("unable to modify")
        || (event.categories().contains("failure") && message.contains("modif"));
  }
}
