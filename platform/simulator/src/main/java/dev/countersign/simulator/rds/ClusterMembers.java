package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Who writes and who may take over.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html#Aurora.Managing.FaultTolerance">AWS
 *     on fault tolerance</a>
 */
final class ClusterMembers {
  /** The lowest tier first; among equals the largest; then any, which here is the first by name. */
  private static final Comparator<Instance> FIRST_TO_BE_PROMOTED =
      Comparator.<Instance>comparingInt(member -> member.number("PromotionTier"))
          .thenComparing(
              member -> Engines.size(member.text("DBInstanceClass")), Comparator.reverseOrder())
          .thenComparing(Instance::identifier);

  private ClusterMembers() {}

  static Optional<Instance> writer(Cluster cluster, List<Instance> members) {
    return members.stream().filter(cluster::writes).findFirst();
  }

  static List<Instance> readers(Cluster cluster, List<Instance> members) {
    return members.stream().filter(member -> !cluster.writes(member)).toList();
  }

  /** The reader that becomes the writer when nobody names one. */
  static Optional<Instance> next(List<Instance> readers, Instant now) {
    return readers.stream()
        .filter(reader -> reader.status(now).equals("available") && !reader.busy(now))
        .min(FIRST_TO_BE_PROMOTED);
  }

  /** All of them have to be where they take an operation. */
  static void available(List<Instance> members, Instant now) {
    for (Instance member : members) {
      Requirements.status(
          member,
          now,
          "Instance " + member.identifier() + " is not in available state.",
          Requirements.OPERATIONAL);
    }
  }

  /** One of the status that it needs, and nothing under way. */
  static void status(Cluster cluster, Instant now, List<String> expected) {
    String status = cluster.status(now);
    if (!expected.contains(status) || cluster.busy(now)) {
      throw AwsError.refused(
          "InvalidDBClusterStateFault",
          "DbCluster "
              + cluster.identifier()
              + " is in "
              + cluster.next(now)
              + " state but expected it to be one of "
              + String.join(", ", expected)
              + ".");
    }
  }
}
