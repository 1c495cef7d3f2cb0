package dev.countersign.rds.operations;

import dev.countersign.contracts.operation.RunsOn.Clusters;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Order;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What RDS does not do on an instance because of its place among others or its engine, as the
 * operation's definition has it. One check for all operations, before their own. Sources: the user
 * guide on differences between read replicas, on Multi-AZ DB clusters and on RDS Custom; the Aurora
 * user guide.
 */
final class Topologies {
  /** DescribeDBInstances lists them, too; they have guides and rights of their own. */
  private static final Set<String> OTHER_SERVICES = Set.of("docdb", "neptune");

  /** What stands against it, or null. */
  static @Nullable Check refusal(Order order, Instance instance) {
    var engine = instance.engine().toLowerCase(Locale.ROOT);
    var runsOn = Operations.definition(order).runsOn();
    var cluster = instance.topology().cluster();
    var decided = runsOn.clusterDecides();
    if (OTHER_SERVICES.contains(engine)) {
      return refuse(
          order,
          "engine-not-supported",
          "is of the engine " + engine + ", which Countersign does not operate on.",
          "Use that service's own tools.");
    }
    if (engine.startsWith("custom-") && !runsOn.rdsCustom()) {
      return refuse(
          order,
          "engine-not-supported",
          "is an RDS Custom instance (" + engine + "), for which RDS does not offer this.",
          "Do it by the means that RDS Custom has for it.");
    }
    if (cluster == null
        || decided == null
        || (decided.of() == Clusters.MULTI_AZ && engine.startsWith("aurora"))) {
      return null;
    }
    return refuse(
        order,
        "cluster-member",
        "belongs to the cluster " + cluster + ", which decides about its " + decided.what() + '.',
        decided.advice(cluster));
  }

  /** Refuses, naming the instance first. */
  static Check refuse(Order order, String code, String why, String nextStep) {
    return Check.refuse(code, order.identifier() + ' ' + why + " Nothing was done.", nextStep);
  }

  private Topologies() {}
}
