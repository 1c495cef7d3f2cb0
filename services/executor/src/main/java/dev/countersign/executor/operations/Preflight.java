package dev.countersign.executor.operations;

import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.decision.EnvironmentTags;
import dev.countersign.contracts.instance.Instance;
import dev.countersign.contracts.operation.Consequences;
import dev.countersign.contracts.operation.OperationDefinition;

/** What has to hold before any operation: the instance is still the one that was decided about. */
public final class Preflight {
  /** Checks the instance, its classification, then the operation's own preconditions. */
  public static Check check(Order order, Sight sight) {
    var instance = sight.instance();
    if (instance == null || !instance.key().equals(order.instance())) {
      return Check.refuse(
          "instance-gone",
          "The instance that was approved does not exist any more"
              + " (another one may carry its name). Nothing was done.",
          "Look it up again and submit the operation for the instance that you mean.");
    }
    if (!sameClassification(order, instance)) {
      return Check.refuse(
          "classification-changed",
          "The instance was approved as "
              + order.classification().environment().wireName()
              + " ("
              + order.classification().matched()
              + "); its name or tags have changed since. Nothing was done.",
          "Submit the operation again; it will be decided for the instance as it is now.");
    }
    if (unconfirmed(order, instance)) {
      return Check.refuse(
          "confirmation-required",
          order.identifier()
              + " is a production instance, and as it is now, the operation interrupts its clients,"
              + " destroys something or lessens its protection, which nobody confirmed. Nothing was"
              + " done.",
          "Submit the operation again with the parameter confirm_production set to true.");
    }
    var refusal = Topologies.refusal(order, instance);
    return refusal == null ? Operations.of(order).before(order, sight) : refusal;
  }

  /** Whether everything that the classification looked at still looks the same. */
  private static boolean sameClassification(Order order, Instance instance) {
    var classification = order.classification();
    var tags = EnvironmentTags.found(classification.consultedTags(), instance.tags());
    return classification.identifier().equals(instance.identifier())
        && classification.foundTags().equals(tags);
  }

  /**
   * Policy asks for the confirmation by what the inventory says. Where somebody has raised in the
   * meantime what this would lower, only the look just before the call shows it.
   */
  private static boolean unconfirmed(Order order, Instance instance) {
    return order.classification().environment() == Environment.PRODUCTION
        && !order.flag(OperationDefinition.CONFIRMATION)
        && Consequences.of(Operations.definition(order), order.parameters(), instance)
            .needConfirmation();
  }

  private Preflight() {}
}
