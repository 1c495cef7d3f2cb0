package dev.countersign.gateway.resource;

import dev.countersign.chassis.http.Problem;
import dev.countersign.chassis.http.ProblemFound;
import dev.countersign.chassis.http.ProblemType;
import dev.countersign.contracts.resource.Instance;
import java.util.List;

/** What was found for a reference. */
public final class Candidates {
  /**
   * Which instance is meant.
   *
   * @throws ProblemFound where there is none, or several
   */
  public static Instance only(List<Instance> candidates) {
    return switch (candidates.size()) {
      case 0 ->
          throw Problem.of(
                  ProblemType.INSTANCE_NOT_FOUND,
                  "There is no instance of this name in the inventory.")
              .field("instance_id")
              .nextStep(
                  "GET /api/instances lists what there is. A new instance appears after the next"
                      + " discovery.")
              .found();
      case 1 -> candidates.getFirst();
      default ->
          throw Problem.of(
                  ProblemType.AMBIGUOUS_INSTANCE,
                  "Instances in several accounts or regions have this identifier.")
              .field("instance_id")
              .nextStep("Use one of the candidates as instance_id.")
              .with("candidates", candidates.stream().map(Candidates::name).toList())
              .found();
    };
  }

  private static String name(Instance instance) {
    var key = instance.key();
    return key.account() + ':' + key.region() + ':' + instance.identifier();
  }

  private Candidates() {}
}
