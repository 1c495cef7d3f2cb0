package dev.countersign.provider.operation;

import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.decision.EnvironmentTags;
import dev.countersign.contracts.operation.Consequences;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.resource.Resource;

/** What has to hold before any operation: the resource is still the one that was decided about. */
public final class Preflight {
  /** Checks the resource, its classification, then the operation's own preconditions. */
  public static <S extends Sight> Check check(
      Operation<S> operation, OperationDefinition definition, Order order, S sight) {
    var type = definition.noun();
    var resource = sight.resource();
    if (resource == null || !resource.key().equals(order.instance())) {
      return Check.refuse(
          type.replace(' ', '-') + "-gone",
          "The "
              + type
              + " that was approved does not exist any more"
              + " (another one may carry its name). Nothing was done.",
          "Look it up again and submit the operation for the " + type + " that you mean.");
    }
    if (!sameClassification(order, resource)) {
      return Check.refuse(
          "classification-changed",
          "The "
              + type
              + " was approved as "
              + order.classification().environment().wireName()
              + " ("
              + order.classification().matched()
              + "); its name or tags have changed since. Nothing was done.",
          "Submit the operation again; it will be decided for the " + type + " as it is now.");
    }
    if (unconfirmed(definition, order, resource)) {
      return Check.refuse(
          "confirmation-required",
          order.identifier()
              + " is a production "
              + type
              + ", and as it is now, the operation interrupts its clients,"
              + " destroys something or lessens its protection, which nobody confirmed. Nothing was"
              + " done.",
          "Submit the operation again with the parameter confirm_production set to true.");
    }
    var refusal = operation.ruledOut(order, sight);
    return refusal == null ? operation.before(order, sight) : refusal;
  }

  /** Whether everything that the classification looked at still looks the same. */
  private static boolean sameClassification(Order order, Resource resource) {
    var classification = order.classification();
    var tags = EnvironmentTags.found(classification.consultedTags(), resource.tags());
    return classification.identifier().equals(resource.identifier())
        && classification.foundTags().equals(tags);
  }

  /**
   * Policy asks for the confirmation by what the inventory says. Where somebody has raised in the
   * meantime what this would lower, only the look just before the call shows it.
   */
  private static boolean unconfirmed(
      OperationDefinition definition, Order order, Resource resource) {
    return order.classification().environment() == Environment.PRODUCTION
        && !order.flag(OperationDefinition.CONFIRMATION)
        && Consequences.of(definition, order.parameters(), resource).needConfirmation();
  }

  private Preflight() {}
}
