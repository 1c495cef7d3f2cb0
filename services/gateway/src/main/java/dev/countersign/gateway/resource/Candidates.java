package dev.countersign.gateway.resource;

import dev.countersign.chassis.http.Problem;
import dev.countersign.chassis.http.ProblemFound;
import dev.countersign.chassis.http.ProblemType;
import dev.countersign.contracts.resource.Resource;
import java.util.List;

/** What was found for a reference. */
public final class Candidates {
  /**
   * Which resource is meant.
   *
   * @param field where it was named
   * @throws ProblemFound where there is none, or several
   */
  public static <R extends Resource> R only(List<R> candidates, Named.Field field) {
    return switch (candidates.size()) {
      case 0 -> throw none(field);
      case 1 -> candidates.getFirst();
      default -> throw several(candidates, field);
    };
  }

  private static ProblemFound none(Named.Field field) {
    var found =
        switch (field) {
          case INSTANCE ->
              Problem.of(
                      ProblemType.INSTANCE_NOT_FOUND,
                      "There is no instance of this name in the inventory.")
                  .nextStep(
                      "GET /api/instances lists what there is. A new instance appears after the"
                          + " next discovery.");
          case CLUSTER ->
              Problem.of(
                      ProblemType.RESOURCE_NOT_FOUND,
                      "There is no cluster of this name in the inventory.")
                  .nextStep(
                      "GET /api/resources?type=cluster lists what there is. A new cluster appears"
                          + " after the next discovery.");
          case RESOURCE ->
              Problem.of(
                      ProblemType.RESOURCE_NOT_FOUND,
                      "There is no resource with this key or ARN in the inventory.")
                  .nextStep(
                      "GET /api/resources lists what there is. A new resource appears after the"
                          + " next discovery.");
        };
    return found.field(field.wireName()).found();
  }

  private static ProblemFound several(List<? extends Resource> candidates, Named.Field field) {
    var problem =
        field == Named.Field.INSTANCE
            ? Problem.of(
                ProblemType.AMBIGUOUS_INSTANCE,
                "Instances in several accounts or regions have this identifier.")
            : Problem.of(
                ProblemType.AMBIGUOUS_RESOURCE,
                "Resources in several accounts or regions have this name.");
    return problem
        .field(field.wireName())
        .nextStep("Use one of the candidates as " + field.wireName() + '.')
        .with("candidates", candidates.stream().map(found -> name(found, field)).toList())
        .found();
  }

  private static String name(Resource resource, Named.Field field) {
    var key = resource.key();
    return field == Named.Field.RESOURCE
        ? key.toString()
        : key.account() + ':' + key.region() + ':' + resource.identifier();
  }

  private Candidates() {}
}
