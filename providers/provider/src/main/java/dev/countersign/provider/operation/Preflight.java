package dev.countersign.provider.operation;

import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.decision.EnvironmentTags;
import dev.countersign.contracts.operation.Consequences;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.resource.Resource;
import java.util.ArrayList;
import java.util.List;

/** What has to hold before any operation: the resource is still the one that was decided about. */
public final class Preflight {
  /**
   * One thing that has to hold.
   *
   * @param name what is asked, for programs: for example {@code classification}
   * @param holds what is said where it holds
   * @param check clear where it does
   */
  public record Condition(String name, String holds, Check check) {}

  /** Checks the resource, its classification, then the operation's own preconditions. */
  public static <S extends Sight> Check check(
      Operation<S> operation, OperationDefinition definition, Order order, S sight) {
    return conditions(operation, definition, order, sight).getLast().check();
  }

  /** All that was asked, in order: it ends with the first that does not hold. */
  public static <S extends Sight> List<Condition> conditions(
      Operation<S> operation, OperationDefinition definition, Order order, S sight) {
    var resource = sight.resource();
    var asked = new ArrayList<Condition>();
    if (resource == null || !resource.key().equals(order.instance())) {
      asked.add(new Condition("found", "", gone(definition.noun())));
      return asked;
    }
    var type = definition.noun();
    asked.add(holds("found", "The " + type + " is there, and is the one that is meant."));
    if (!sameClassification(order, resource) || !sameInheritance(order, resource, sight)) {
      asked.add(new Condition("classification", "", reclassified(type, order)));
      return asked;
    }
    asked.add(
        holds(
            "classification",
            "The " + type + " is " + order.classification().environment().wireName() + '.'));
    if (order.instanceClass() != null && !order.instanceClass().equals(resource.instanceClass())) {
      asked.add(new Condition("instance-class", "", reclassed(type, order, resource)));
      return asked;
    }
    if (unconfirmed(definition, order, resource)) {
      asked.add(new Condition("confirmation", "", unconfirmed(type, order)));
      return asked;
    }
    asked.add(holds("confirmation", "No confirmation is missing."));
    var refusal = operation.ruledOut(order, sight);
    if (refusal != null) {
      asked.add(new Condition("possible", "", refusal));
      return asked;
    }
    asked.add(holds("possible", "The operation is offered for such a resource."));
    asked.add(
        new Condition(
            "ready",
            "The " + type + " is " + resource.status() + ", and takes the operation.",
            operation.before(order, sight)));
    return asked;
  }

  private static Condition holds(String name, String words) {
    return new Condition(name, words, Check.clear());
  }

  private static Check gone(String type) {
    return Check.refuse(
        type.replace(' ', '-') + "-gone",
        "The "
            + type
            + " that was approved does not exist any more"
            + " (another one may carry its name). Nothing was done.",
        "Look it up again and submit the operation for the " + type + " that you mean.");
  }

  private static Check reclassified(String type, Order order) {
    return Check.refuse(
        "classification-changed",
        "The "
            + type
            + " was approved as "
            + order.classification().environment().wireName()
            + " ("
            + order.classification().matched()
            + "); its name or tags"
            + (order.classification().inheritedFrom() == null ? "" : ", or its cluster's,")
            + " have changed since. Nothing was done.",
        "Submit the operation again; it will be decided for the " + type + " as it is now.");
  }

  private static Check reclassed(String type, Order order, Resource resource) {
    return Check.refuse(
        "instance-class-changed",
        "The people who agreed were shown a "
            + type
            + " of the class "
            + order.instanceClass()
            + "; it is "
            + resource.instanceClass()
            + " now. Nothing was done.",
        "Submit the operation again; people will be asked for the " + type + " as it is now.");
  }

  private static Check unconfirmed(String type, Order order) {
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

  /** Whether everything that the classification looked at still looks the same. */
  private static boolean sameClassification(Order order, Resource resource) {
    var classification = order.classification();
    var tags = EnvironmentTags.found(classification.consultedTags(), resource.tags());
    return classification.identifier().equals(resource.identifier())
        && classification.foundTags().equals(tags);
  }

  /** Likewise for what it was inherited from. */
  private static boolean sameInheritance(Order order, Resource resource, Sight sight) {
    var inherited = order.classification().inheritedFrom();
    if (inherited == null) {
      return true;
    }
    var now = sight.inheritedFrom();
    var consulted = order.classification().consultedTags();
    return now != null
        && inherited.identifier().equals(resource.cluster())
        && now.key().equals(inherited.resource())
        && now.identifier().equals(inherited.identifier())
        && inherited.foundTags().equals(EnvironmentTags.found(consulted, now.tags()));
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
