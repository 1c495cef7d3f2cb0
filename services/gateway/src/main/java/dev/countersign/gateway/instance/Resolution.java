package dev.countersign.gateway.instance;

import dev.countersign.contracts.instance.Instance;
import dev.countersign.gateway.problem.Problem;
import dev.countersign.gateway.problem.ProblemType;
import java.util.List;

/** Which instance is meant, or why that cannot be said. */
public sealed interface Resolution {
  /** Exactly one. */
  record Found(Instance instance) implements Resolution {}

  /** None, or several. */
  record NotOne(Problem problem) implements Resolution {}

  /** Looks at what was found for a reference. */
  static Resolution of(List<Instance> candidates) {
    return switch (candidates.size()) {
      case 0 ->
          new NotOne(
              Problem.of(
                      ProblemType.INSTANCE_NOT_FOUND,
                      "There is no instance of this name in the inventory.")
                  .field("instance_id")
                  .nextStep(
                      "GET /api/instances lists what there is. A new instance appears after the"
                          + " next discovery."));
      case 1 -> new Found(candidates.getFirst());
      default ->
          new NotOne(
              Problem.of(
                      ProblemType.AMBIGUOUS_INSTANCE,
                      "Instances in several accounts or regions have this identifier.")
                  .field("instance_id")
                  .nextStep("Use one of the candidates as instance_id.")
                  .with("candidates", candidates.stream().map(Resolution::name).toList()));
    };
  }

  private static String name(Instance instance) {
    var key = instance.key();
    return key.account() + ':' + key.region() + ':' + instance.identifier();
  }
}
